import SoakExchange
import SoakTruth
import Testing

@Suite(.timeLimit(.minutes(1))) struct TruthTests {
    private let folder = ScratchFolder()
    private let truth = "truth/"

    /// The US market opens, and an edge of 1 bps is enough: every second has its signals. A whole minute, so
    /// that counts of minutes are simple.
    private let startMs: Int64 = 1_768_919_400_000

    private func configuration() -> ExchangeConfiguration {
        var configuration = folder.configuration(truth: true, markets: 6)
        configuration.startMs = startMs
        configuration.policy.costHundredths = 100
        return configuration
    }

    private func json(_ line: String) throws -> JSONValue { try JSONParser.parse(line.utf8) }

    private func number(_ value: JSONValue?) -> Int64 {
        guard case .number(let text)? = value else { return -1 }
        return Int64(text) ?? -1
    }

    private func subscribeToAll(_ client: VenueClient, markets: Int) async throws {
        let universe = ["xyz:XYZ100", "xyz:TSLA", "xyz:NVDA", "xyz:GOLD", "xyz:HOOD", "xyz:INTC"]
        for coin in universe.prefix(markets) {
            try await client.subscribe("bbo", coin)
            try await client.subscribe("activeAssetCtx", coin)
        }
    }

    /// Reads stream frames until so many have come.
    private func readFrames(_ client: inout VenueClient, _ count: Int) async throws -> Int {
        var frames = 0
        while frames < count {
            if !(try await client.text()).hasPrefix(#"{"channel":"subscriptionResponse""#) { frames += 1 }
        }
        return frames
    }

    @Test func filesSayWhatWasSent() async throws {
        let exchange = try await SyntheticExchange.start(configuration())
        var client = try await VenueClient.connect(port: exchange.port)
        try await subscribeToAll(client, markets: 6)
        var frames = try await readFrames(&client, 6_000)
        let summary = try await exchange.stop()
        var event = await client.next()
        while case .text = event {
            frames += 1
            event = await client.next()
        }
        #expect(event == .closeFrame(code: 1001, reason: "Going away"))

        #expect(summary.framesToEngine == frames, "what was counted is what arrived")
        let line = try json(folder.lines(truth + "summary.json")[0])
        #expect(line["complete"] == .flag(true))
        #expect(line["rate"] == .number("300.0"))
        #expect(number(line["seed"]) == 7)
        #expect(number(line["frames_sent"]) == Int64(frames))
        #expect(number(line["from_ms"]) == startMs)
        #expect(number(line["to_ms"]) == summary.toMs)
        #expect(number(line["blocked"]?["spread_shock"]) >= 0)
        expectMinutes(frames: frames, summary: summary)
        try expectSignals(summary)
        let connections = folder.lines(truth + "connections.jsonl")
        #expect(connections.count == 2)
        #expect(
            connections[0].hasPrefix(#"{"connection":1,"event":"up","at_ms":1768919400000,"cause":null}"#))
        #expect(connections[1].hasSuffix(#""at_ms":\#(summary.toMs),"cause":"expired"}"#))
    }

    private func expectMinutes(frames: Int, summary: ExchangeSummary) {
        let minutes = folder.lines(truth + "minutes.jsonl").compactMap { try? json($0) }
        var sent: Int64 = 0
        var connected: Int64 = 0
        for (index, minute) in minutes.enumerated() {
            #expect(number(minute["minute_ms"]) == startMs + Int64(index) * 60_000)
            connected += number(minute["connected_ms"])
            guard case .array(let markets)? = minute["markets"] else { continue }
            #expect(markets.count == 6)
            for market in markets { sent += number(market["bbo"]) + number(market["ctx"]) }
        }
        #expect(sent == Int64(frames))
        #expect(connected == summary.toMs - summary.fromMs)
    }

    private func expectSignals(_ summary: ExchangeSummary) throws {
        let signals = try folder.lines(truth + "signals.jsonl").map(json)
        func count(_ name: String) -> Int { signals.filter { $0["class"] == .text(name) }.count }
        #expect(count("must") == summary.counts.must)
        #expect(count("ambiguous") == summary.counts.ambiguous)
        #expect(count("away") == summary.counts.away)
        #expect(count("in-flight") == summary.counts.inFlight)
        #expect(summary.counts.must > 0)
        let times = signals.map { number($0["sent_ms"]) }
        #expect(times == times.sorted())
    }

    @Test func whatNobodySawIsAway() async throws {
        var configuration = self.configuration()
        configuration.waitsForClient = false
        let exchange = try await SyntheticExchange.start(configuration)
        while try await exchange.summary().toMs < configuration.startMs + 600_000 {
            try await Task.sleep(for: .milliseconds(5))
        }
        let summary = try await exchange.stop()
        #expect(summary.framesToEngine == 0)
        #expect(summary.counts.must == 0)
        #expect(summary.counts.away > 0)
        #expect(folder.lines(truth + "connections.jsonl").isEmpty)
        let minutes = folder.lines(truth + "minutes.jsonl")
        #expect(minutes.count >= 10)
        #expect(
            minutes[0].hasPrefix(
                #"{"minute_ms":1768919400000,"connected_ms":0,"markets":[{"market":"xyz:0","bbo":0,"ctx":0},"#
            ))
    }

    @Test func endsOfConnectionsAreTold() async throws {
        let exchange = try await SyntheticExchange.start(configuration())
        var first = try await VenueClient.connect(port: exchange.port)
        try await subscribeToAll(first, markets: 6)
        _ = try await readFrames(&first, 1_000)
        try await first.vanish()
        while try await exchange.summary().tally.connections < 1
            || folder.lines(truth + "connections.jsonl").count < 2
        {
            try await Task.sleep(for: .milliseconds(2))
        }
        var second = try await VenueClient.connect(port: exchange.port)
        try await subscribeToAll(second, markets: 6)
        _ = try await readFrames(&second, 1_000)
        try await second.leave()
        while case .text = await second.next() {}
        let summary = try await exchange.stop()
        let causes = folder.lines(truth + "connections.jsonl").map { String($0.split(separator: ",").last!) }
        #expect(causes == [#""cause":null}"#, #""cause":"lost"}"#, #""cause":null}"#, #""cause":"client"}"#])
        #expect(summary.tally.connections == 2)
    }

    /// The client stops reading, long, and is gone then: all that it never read is in flight, though most
    /// of it was sent well over 50 ms before.
    @Test func whatACrashedClientNeverReadIsInFlight() async throws {
        var configuration = self.configuration()
        configuration.holdsForBacklog = false
        let exchange = try await SyntheticExchange.start(configuration)
        var client = try await VenueClient.connect(port: exchange.port)
        try await subscribeToAll(client, markets: 6)
        _ = try await readFrames(&client, 2_000)
        try await client.read(false)
        let before = try await exchange.summary()
        // Enough virtual time for signals, and far more real time than the 50 ms.
        while try await exchange.summary().toMs < before.toMs + 120_000 {
            try await Task.sleep(for: .milliseconds(5))
        }
        try await client.vanish()
        while folder.lines(truth + "connections.jsonl").count < 2 {
            try await Task.sleep(for: .milliseconds(2))
        }
        let summary = try await exchange.stop()
        let signals = try folder.lines(truth + "signals.jsonl").map(json)
        let unread = signals.filter {
            number($0["sent_ms"]) > before.toMs + 30_000 && number($0["sent_ms"]) <= before.toMs + 120_000
                && number($0["connection"]) == 1
        }
        #expect(unread.allSatisfy { $0["class"] == .text("in-flight") })
        #expect(unread.count > 0)
        #expect(summary.counts.inFlight >= unread.count)
    }

    @Test func theTruthFollowsWhoSubscribedLast() async throws {
        let exchange = try await SyntheticExchange.start(folder.configuration(truth: true, markets: 2))
        var engine = try await VenueClient.connect(port: exchange.port)
        try await subscribeToAll(engine, markets: 2)
        _ = try await readFrames(&engine, 10)
        var other = try await VenueClient.connect(port: exchange.port)
        try await subscribeToAll(other, markets: 1)
        _ = try await readFrames(&other, 10)
        try await other.leave()
        while case .text = await other.next() {}
        _ = try await readFrames(&engine, 10)
        _ = try await exchange.stop()
        let lines = folder.lines(truth + "connections.jsonl").map { String($0.prefix(29)) }
        #expect(
            lines == [
                #"{"connection":1,"event":"up","#, #"{"connection":1,"event":"down"#,
                #"{"connection":2,"event":"up","#, #"{"connection":2,"event":"down"#,
                #"{"connection":1,"event":"up","#, #"{"connection":1,"event":"down"#,
            ])
    }

    @Test func nothingIsOverwritten() async throws {
        let configuration = folder.configuration(truth: true, markets: 1)
        _ = try await SyntheticExchange.start(configuration).stop()
        let before = folder.text(truth + "summary.json")
        #expect(!before.isEmpty)
        await #expect { try await SyntheticExchange.start(configuration) } throws: { error in
            "\(error)".contains("holds the truth of another run") && !"\(error)".contains("\n")
        }
        #expect(folder.text(truth + "summary.json") == before)
    }

    @Test func aTruthThatCannotBeWrittenIsNoTruth() async throws {
        let configuration = folder.configuration(truth: true, markets: 1)
        let exchange = try await SyntheticExchange.start(configuration)
        folder.remove("truth")
        await #expect { try await exchange.stop() } throws: { error in
            guard case ExchangeError.truthLost = error else { return false }
            return true
        }
    }

    @Test func aPortInUseIsSaidInOneLine() async throws {
        let exchange = try await SyntheticExchange.start(folder.configuration(markets: 1))
        var second = folder.configuration(truth: true, markets: 1)
        second.port = exchange.port
        second.clockPath += "2"
        await #expect { try await SyntheticExchange.start(second) } throws: { error in
            "\(error)".contains("cannot listen on 127.0.0.1:\(exchange.port): Address already in use")
        }
        #expect(folder.names == ["clock"], "nothing is left behind")
        _ = try await exchange.stop()
    }
}
