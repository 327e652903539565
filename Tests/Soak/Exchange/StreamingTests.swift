import NIOHTTP1
import SoakExchange
import SoakMarket
import Testing

/// The exchange as a client meets it, over real sockets.
@Suite(.timeLimit(.minutes(1))) struct StreamingTests {
    private let folder = ScratchFolder()

    private func ack(_ method: String, _ type: String, _ coin: String) -> String {
        #"{"channel":"subscriptionResponse","data":{"method":"\#(method)","subscription":{"type":"\#(type)","coin":"\#(coin)"}}}"#
    }

    @Test func acknowledgesBeforeItSends() async throws {
        let exchange = try await SyntheticExchange.start(folder.configuration())
        var client = try await VenueClient.connect(port: exchange.port)
        try await client.subscribe("activeAssetCtx", "xyz:TSLA")
        #expect(try await client.text() == ack("subscribe", "activeAssetCtx", "xyz:TSLA"))
        let head = #"{"channel":"activeAssetCtx","data":{"coin":"xyz:TSLA","ctx":{"funding":""#
        #expect(try await client.text().hasPrefix(head))
        try await client.subscribe("bbo", "xyz:TSLA")
        _ = try await client.text(beginning: ack("subscribe", "bbo", "xyz:TSLA"))
        _ = try await client.text(beginning: #"{"channel":"bbo","data":{"coin":"xyz:TSLA","time":17688"#)

        try await client.subscribe("bbo", "xyz:TSLA")
        let error = try await client.text(beginning: #"{"channel":"error""#)
        #expect(
            error
                == #"{"channel":"error","data":"Already subscribed: {\"type\":\"bbo\",\"coin\":\"xyz:TSLA\"}"}"#
        )
        _ = try await client.text(beginning: #"{"channel":"bbo""#)

        try await client.send(#"{"method":"ping"}"#)
        #expect(try await client.text(beginning: #"{"channel":"pong"#) == #"{"channel":"pong"}"#)
        try await client.send("{nonsense")
        let broken = try await client.text(beginning: #"{"channel":"error""#)
        #expect(
            broken
                == #"{"channel":"error","data":"Error parsing JSON into valid websocket request: {nonsense"}"#
        )
        _ = try await exchange.stop()
    }

    @Test func aBookThatStandsIsSentWithTheSubscription() async throws {
        var configuration = folder.configuration()
        configuration.speed = 0.01
        configuration.holdsForBacklog = false
        let warm = try await SyntheticExchange.start(configuration)
        // At a hundredth of real time nothing more happens: what comes after the ack is the snapshot, or
        // there is none, as nothing was sent before the clock began.
        var client = try await VenueClient.connect(port: warm.port)
        try await client.subscribe("bbo", "xyz:TSLA")
        #expect(try await client.text() == ack("subscribe", "bbo", "xyz:TSLA"))
        try await client.send(#"{"method":"ping"}"#)
        #expect(try await client.text() == #"{"channel":"pong"}"#)
        _ = try await warm.stop()

        configuration = folder.configuration()
        let exchange = try await SyntheticExchange.start(configuration)
        var first = try await VenueClient.connect(port: exchange.port)
        try await first.subscribe("bbo", "xyz:TSLA")
        let seen = try await first.text(beginning: #"{"channel":"bbo""#)
        var second = try await VenueClient.connect(port: exchange.port)
        try await second.subscribe("bbo", "xyz:TSLA")
        #expect(try await second.text() == ack("subscribe", "bbo", "xyz:TSLA"))
        let snapshot = try await second.text()
        #expect(snapshot.hasPrefix(#"{"channel":"bbo""#))
        // The first client has had that very frame.
        if snapshot != seen { #expect(try await first.text(beginning: snapshot) == snapshot) }
        _ = try await exchange.stop()
    }

    @Test func cutsTheSocketForAnUnknownCoin() async throws {
        let exchange = try await SyntheticExchange.start(folder.configuration())
        var client = try await VenueClient.connect(port: exchange.port)
        try await client.subscribe("bbo", "xyz:tsla")
        #expect(await client.next() == .gone, "no word, no close frame")
        _ = try await exchange.stop()
    }

    @Test func closesWhenTheLifeIsOver() async throws {
        var configuration = folder.configuration(markets: 1)
        configuration.rules.lifetimeMs = 600_000
        configuration.rules.lifetimeSpreadMs = 0
        let exchange = try await SyntheticExchange.start(configuration)
        var client = try await VenueClient.connect(port: exchange.port)
        try await client.subscribe("activeAssetCtx", "xyz:XYZ100")
        var last = await client.next()
        while case .text = last { last = await client.next() }
        #expect(last == .closeFrame(code: 1000, reason: "Expired"))
        #expect(await client.next() == .gone)
        _ = try await exchange.stop()
    }

    @Test func closesWhenNothingIsSent() async throws {
        var configuration = folder.configuration()
        configuration.rules.idleMs = 60_000
        let exchange = try await SyntheticExchange.start(configuration)
        var client = try await VenueClient.connect(port: exchange.port)
        #expect(await client.next() == .closeFrame(code: 1000, reason: "Inactive"))
        #expect(await client.next() == .gone)
        _ = try await exchange.stop()
    }

    /// What a coin without a stream sends, between an ack and a pong that comes a good while later.
    @Test func listedCoinsWithoutAStreamAreSilent() async throws {
        var configuration = folder.configuration(markets: 4)
        configuration.delistedCoins = ["xyz:GOLD"]
        let exchange = try await SyntheticExchange.start(configuration)
        var client = try await VenueClient.connect(port: exchange.port)
        for coin in ["BTC", "flx:TSLA", "xyz:GOLD"] { try await client.subscribe("bbo", coin) }
        for coin in ["BTC", "flx:TSLA", "xyz:GOLD"] {
            #expect(try await client.text() == ack("subscribe", "bbo", coin))
        }
        let heard = try await exchange.summary().toMs
        while try await exchange.summary().toMs < heard + 60_000 {
            try await Task.sleep(for: .milliseconds(2))
        }
        try await client.send(#"{"method":"ping"}"#)
        #expect(try await client.text() == #"{"channel":"pong"}"#)
        _ = try await exchange.stop()
    }

    @Test func delistedMarketsShowAFrozenContext() async throws {
        var configuration = folder.configuration(markets: 4)
        configuration.delistedCoins = ["xyz:GOLD"]
        let exchange = try await SyntheticExchange.start(configuration)
        var client = try await VenueClient.connect(port: exchange.port)
        try await client.subscribe("activeAssetCtx", "xyz:GOLD")
        let first = try await client.text(beginning: #"{"channel":"activeAssetCtx""#)
        #expect(first.contains(#""midPx":null,"impactPxs":null"#))
        #expect(try await client.text() == first)
        _ = try await exchange.stop()
    }

    /// Sides are missing at times, and both are null then or one, never an empty object.
    @Test func missingSidesGoOut() {
        let facts = MarketTable.january2026
        let universe = ExchangeUniverse(markets: facts)
        let frames = StreamFrames(coins: facts.map(\.coin))
        var stream = MarketStream(
            model: MarketModel(seed: 7, fromMs: 1_768_893_180_000), universe: universe)
        var scratch = FrameScratch()
        var missing = 0
        while missing == 0, let event = stream.next(upToMs: 1_768_893_180_000 + 86_400_000) {
            guard case .bbo(let bbo) = event.update, bbo.bid == nil || bbo.ask == nil else { continue }
            missing += 1
            frames.write(event, to: &scratch)
            #expect(scratch.text.contains("[null,") || scratch.text.contains(",null]"))
        }
        #expect(missing == 1)
    }

    /// From the moment on at which both runs were subscribed, they are the same to the byte.
    @Test func sameSeedSameMarket() async throws {
        let once = try await bbos(until: nil)
        let again = try await bbos(until: once.keys.max())
        let from = max(once.keys.min()!, again.keys.min()!)
        let both = once.filter { $0.key >= from }
        #expect(both.count > 10)
        #expect(both == again.filter { $0.key >= from && $0.key <= once.keys.max()! })
    }

    /// The frames of one market by their block time, as far as a time, or for ten minutes.
    private func bbos(until end: Int64?) async throws -> [Int64: String] {
        let exchange = try await SyntheticExchange.start(folder.configuration(markets: 2))
        var client = try await VenueClient.connect(port: exchange.port)
        try await client.subscribe("bbo", "xyz:TSLA")
        _ = try await client.text()
        var frames: [Int64: String] = [:]
        var last = end
        while true {
            let text = try await client.text()
            guard case .number(let digits)? = try JSONParser.parse(text.utf8)["data"]?["time"],
                let time = Int64(digits)
            else { throw VenueClient.NoAnswer() }
            frames[time] = text
            last = last ?? time + 600_000
            if time >= last! { break }
        }
        _ = try await exchange.stop()
        return frames
    }

    @Test func answersInfoOnTheSamePort() async throws {
        var configuration = folder.configuration()
        configuration.waitsForClient = true
        let exchange = try await SyntheticExchange.start(configuration)
        let port = exchange.port
        let dexes = try await InfoClient.ask(port: port, #"{"type": "perpDexs"}"#)
        #expect(dexes.status == 200)
        #expect(dexes.contentType == "application/json")
        #expect(dexes.body.hasPrefix(#"[null,{"name":"xyz","#))
        #expect(try await InfoClient.ask(port: port, "{").status == 400)
        #expect(try await InfoClient.ask(port: port, "", method: .GET).status == 405)
        #expect(try await InfoClient.ask(port: port, "{}", contentType: nil).status == 415)
        #expect(try await InfoClient.ask(port: port, "{}", contentType: "text/plain").status == 415)
        #expect(try await InfoClient.ask(port: port, "{}").status == 422)
        let unknown = try await InfoClient.ask(port: port, #"{"type":"meta","dex":"nope"}"#)
        #expect(unknown == InfoClient.Answer(status: 500, contentType: "application/json", body: "null"))
        #expect(try await InfoClient.ask(port: port, "{}", path: "/else").status == 404)
        let utf8 = try await InfoClient.ask(
            port: port, #"{"type":"meta"}"#, contentType: "application/json; charset=utf-8")
        #expect(utf8.status == 200)
        _ = try await exchange.stop()
    }

    @Test func postsAreAnsweredOverTheSocket() async throws {
        let exchange = try await SyntheticExchange.start(folder.configuration())
        var client = try await VenueClient.connect(port: exchange.port)
        try await client.send(
            #"{"method":"post","id":7,"request":{"type":"info","payload":{"type":"meta","dex":"xyz"}}}"#)
        let head =
            #"{"channel":"post","data":{"id":7,"response":{"type":"info","payload":{"type":"meta","data":{"universe":["#
        #expect(try await client.text().hasPrefix(head))
        _ = try await exchange.stop()
    }
}
