import NIOCore
import NIOSSL
import SoakExchange
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// What is done to connections on order, as a client meets it over real sockets, and what is counted of it.
@Suite(.timeLimit(.minutes(1))) struct NetworkTroubleTests {
    private let folder = ScratchFolder()

    /// An exchange at 60 times real time with a client that is subscribed to one context.
    private func withClient(
        truth: Bool = false, _ body: (SyntheticExchange, inout VenueClient) async throws -> Void
    ) async throws {
        var configuration = folder.configuration(truth: truth, markets: 2)
        configuration.speed = 60
        let exchange = try await SyntheticExchange.start(configuration)
        var client = try await VenueClient.connect(port: exchange.port)
        try await client.subscribe("activeAssetCtx", "xyz:TSLA")
        try await client.subscribe("bbo", "xyz:TSLA")
        _ = try await client.text(beginning: #"{"channel":"activeAssetCtx""#)
        try await body(exchange, &client)
        _ = try await exchange.stop()
    }

    private func counts(
        _ exchange: SyntheticExchange, _ what: String, _ isSo: (NetworkCounts) -> Bool
    ) async throws -> NetworkCounts {
        for _ in 0..<6_000 {
            let counts = try await exchange.networkCounts()
            if isSo(counts) { return counts }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("waited in vain for \(what)")
        throw VenueClient.NoAnswer()
    }

    @Test(arguments: [
        (NetworkEnding.expired, VenueClient.Event.closeFrame(code: 1000, reason: "Expired")),
        (.inactive, .closeFrame(code: 1000, reason: "Inactive")), (.cut, .gone), (.reset, .gone),
        (.halfClosed, .gone),
    ])
    func endsAsOrdered(_ ending: NetworkEnding, _ expected: VenueClient.Event) async throws {
        try await withClient(truth: true) { exchange, client in
            let counts = try await exchange.carryOut(.end(ending))
            #expect(counts.ended == [ending: 1] && counts.open == 0 && counts.connected == 1)
            var last = await client.next()
            while case .text = last { last = await client.next() }
            #expect(last == expected)
            var again = try await VenueClient.connect(port: exchange.port)
            try await again.subscribe("bbo", "xyz:TSLA")
            _ = try await again.text()
            let after = try await exchange.networkCounts()
            #expect(after.connected == 2 && after.open == 1)
        }
        let lines = folder.lines("truth/connections.jsonl")
        let cause = ending == .expired || ending == .inactive ? "expired" : "lost"
        #expect(
            lines.contains { $0.contains(#""connection":1,"event":"down""#) && $0.contains("\"\(cause)\"") })
    }

    /// The socket stays, and is as dead as can be; for the truth nobody is there.
    @Test func aForgottenConnectionHearsNothingMore() async throws {
        try await withClient(truth: true) { exchange, client in
            _ = try await exchange.carryOut(.end(.forgotten))
            let counts = try await counts(exchange, "frames that are withheld") { $0.withheldFrames > 50 }
            #expect(counts.open == 0 && counts.ended == [.forgotten: 1])
            #expect(client.channel.isActive)
            try await client.send(#"{"method":"ping"}"#)
            let withheld = counts.withheldFrames
            _ = try await self.counts(exchange, "more of them") { $0.withheldFrames > withheld + 50 }
            #expect(client.channel.isActive)
            // Nothing but what was sent before is there, and no pong.
            try await client.vanish()
            var last = await client.next()
            while case .text(let text) = last {
                #expect(!text.contains("pong"))
                last = await client.next()
            }
            #expect(last == .gone)
        }
        #expect(
            folder.lines("truth/connections.jsonl").first { $0.contains("down") }?.contains("lost") == true)
    }

    /// What fell into the stall is never sent; whoever is still there afterwards hears the market as it is then.
    @Test func aStalledConnectionGoesOnAfterwards() async throws {
        try await withClient { exchange, client in
            _ = try await exchange.carryOut(.stall)
            let counts = try await counts(exchange, "frames that are withheld") { $0.withheldFrames > 100 }
            #expect(counts.stalled == 1 && counts.open == 0)
            let mended = try await exchange.carryOut(.mend)
            #expect(mended.open == 1)
            try await client.send(#"{"method":"ping"}"#)
            _ = try await client.text(beginning: #"{"channel":"pong"}"#)
            _ = try await client.text(beginning: #"{"channel":"activeAssetCtx""#)
        }
    }

    @Test func aDeafExchangeSendsAndReadsNothing() async throws {
        try await withClient { exchange, client in
            let deaf = try await exchange.carryOut(.deafen)
            #expect(deaf.deafened == 1 && deaf.open == 1)
            for _ in 0..<5 { try await client.send(#"{"method":"ping"}"#) }
            let counts = try await counts(exchange, "unread bytes") { $0.unreadBytesMax >= 5 * 19 }
            #expect(counts.open == 1)
            _ = try await client.text(beginning: #"{"channel":"activeAssetCtx""#)
            _ = try await exchange.carryOut(.mend)
            _ = try await client.text(beginning: #"{"channel":"pong"}"#)
        }
    }

    /// A client that gives it up is seen to go, though nothing of it is read.
    @Test func aDeafExchangeSeesWhoGoes() async throws {
        try await withClient { exchange, client in
            _ = try await exchange.carryOut(.deafen)
            try await client.send(#"{"method":"ping"}"#)
            try await client.vanish()
            _ = try await counts(exchange, "nobody") { $0.open == 0 }
        }
    }

    @Test(arguments: [WritingPace.slow(bytesPerMs: 64), .single(bytesPerMs: 64)])
    func bytesTrickle(_ pace: WritingPace) async throws {
        try await withClient { exchange, client in
            let ordered = try await exchange.carryOut(.pace(pace))
            #expect(ordered.pacedWrites == 0)
            for _ in 0..<20 { _ = try await client.text(beginning: #"{"channel":"activeAssetCtx""#) }
            let counts = try await counts(exchange, "paced writes") { $0.pacedBytes > 4_000 }
            if case .single = pace {
                #expect(counts.pacedWrites == counts.pacedBytes)
            } else {
                #expect(
                    counts.pacedWrites >= counts.pacedBytes / 64 && counts.pacedWrites < counts.pacedBytes)
            }
            // A new client is written to likewise.
            var other = try await VenueClient.connect(port: exchange.port)
            try await other.subscribe("bbo", "xyz:TSLA")
            _ = try await other.text(beginning: #"{"channel":"bbo""#)
            _ = try await exchange.carryOut(.mend)
            _ = try await other.text(beginning: #"{"channel":"bbo""#)
            _ = try await client.text(beginning: #"{"channel":"activeAssetCtx""#)
            let after = try await exchange.networkCounts()
            _ = try await client.text(beginning: #"{"channel":"activeAssetCtx""#)
            #expect(try await exchange.networkCounts().pacedWrites == after.pacedWrites)
        }
    }

    /// The port is nobody's, time goes on, and the same port is open again afterwards.
    @Test func refusesAndComesBack() async throws {
        try await withClient { exchange, client in
            let refusing = try await exchange.carryOut(.refuse)
            #expect(!refusing.isListening && refusing.open == 0 && refusing.ended == [.cut: 1])
            var last = await client.next()
            while case .text = last { last = await client.next() }
            #expect(last == .gone)
            await #expect(throws: (any Error).self) { try await VenueClient.connect(port: exchange.port) }
            let heard = try await exchange.summary().toMs
            // Beyond the time that the market waits for somebody who might come back.
            while try await exchange.summary().toMs < heard + 90_000 {
                try await Task.sleep(for: .milliseconds(5))
            }
            await #expect(throws: (any Error).self) { try await VenueClient.connect(port: exchange.port) }
            #expect(try await exchange.carryOut(.mend).isListening)
            var again = try await VenueClient.connect(port: exchange.port)
            try await again.subscribe("bbo", "xyz:TSLA")
            _ = try await again.text(beginning: #"{"channel":"bbo""#)
        }
    }

    @Test func aStormCutsWhoeverComes() async throws {
        try await withClient { exchange, _ in
            _ = try await exchange.carryOut(.storm)
            // The cut may come before the client has taken in that it is connected.
            for _ in 0..<3 { _ = try? await VenueClient.connect(port: exchange.port) }
            let counts = try await counts(exchange, "three of them") { $0.stormed == 3 }
            #expect(counts.connected == 4 && counts.open == 0)
            _ = try await exchange.carryOut(.mend)
            var last = try await VenueClient.connect(port: exchange.port)
            try await last.subscribe("bbo", "xyz:TSLA")
            _ = try await last.text()
        }
    }

    @Test func isolatingCutsAndWaitsForNobody() async throws {
        try await withClient { exchange, _ in
            let counts = try await exchange.carryOut(.isolate)
            #expect(counts.open == 0 && counts.isListening)
            let heard = try await exchange.summary().toMs
            while try await exchange.summary().toMs < heard + 90_000 {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    @Test func certificatesAreChangedAndRefusalsCounted() async throws {
        for shown in ShownCertificate.allCases {
            try folder.write(TestCertificate.certificate, to: "\(shown.rawValue).pem")
            try folder.write(TestCertificate.key, to: "\(shown.rawValue).key")
        }
        var configuration = folder.configuration(markets: 2)
        configuration.certificateFolder = folder.path
        let exchange = try await SyntheticExchange.start(configuration)
        var trusting = TLSConfiguration.makeClientConfiguration()
        trusting.trustRoots = .certificates(
            try NIOSSLCertificate.fromPEMBytes(Array(TestCertificate.certificate.utf8)))
        let good = try NIOSSLContext(configuration: trusting)
        var client = try await VenueClient.connect(port: exchange.port, tls: good)
        let shown = try await exchange.carryOut(.show(.expired))
        #expect(shown.ended == [.cut: 1] && shown.failedHandshakes == 0)
        #expect(await client.next() == .gone)
        // One who believes nothing of it.
        let strict = try NIOSSLContext(configuration: .makeClientConfiguration())
        await #expect(throws: (any Error).self) {
            try await VenueClient.connect(port: exchange.port, tls: strict)
        }
        _ = try await counts(exchange, "the refusal") { $0.failedHandshakes == 1 }
        _ = try await exchange.carryOut(.mend)
        client = try await VenueClient.connect(port: exchange.port, tls: good)
        try await client.subscribe("bbo", "xyz:TSLA")
        _ = try await client.text()
        _ = try await exchange.stop()
    }

    @Test func aCertificateCanOnlyBeShownWhereThereAreSome() async throws {
        try await withClient { exchange, _ in
            await #expect(throws: ExchangeError.self) { try await exchange.carryOut(.show(.expired)) }
        }
    }

    @Test func ordersAreWords() {
        #expect(NetworkOrder(words: ["end", "half-closed"]) == .end(.halfClosed))
        #expect(NetworkOrder(words: ["show", "wrong-host"]) == .show(.wrongHost))
        #expect(NetworkOrder(words: ["pace", "single", "64"]) == .pace(.single(bytesPerMs: 64)))
        #expect(NetworkOrder(words: ["pace", "slow", "256"]) == .pace(.slow(bytesPerMs: 256)))
        #expect(NetworkOrder(words: ["mend"]) == .mend && NetworkOrder(words: ["report"]) == .report)
        for words in [
            [], ["end"], ["end", "now"], ["pace", "slow"], ["pace", "slow", "0"], ["mend", "it"], ["x"],
        ] {
            #expect(NetworkOrder(words: words) == nil, "\(words)")
        }
        let names = NetworkCounts().facts.map(\.name)
        #expect(names == names.sorted() && Set(names).count == names.count)
    }
}
