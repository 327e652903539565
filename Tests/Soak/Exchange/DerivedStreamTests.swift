import SoakExchange
import Testing

/// Books, trades and mids over real sockets.
@Suite(.timeLimit(.minutes(5))) struct DerivedStreamTests {
    private let folder = ScratchFolder()

    private func elements(_ value: JSONValue?) -> [JSONValue] {
        guard case .array(let elements)? = value else { return [] }
        return elements
    }

    private func subscribe(_ client: VenueClient, _ subscription: String) async throws {
        try await client.send(#"{"method":"subscribe","subscription":\#(subscription)}"#)
    }

    /// The data of the next frame of a channel.
    private func next(_ channel: String, _ client: inout VenueClient) async throws -> JSONValue {
        let text = try await client.text(beginning: #"{"channel":"\#(channel)""#)
        return try #require(try JSONParser.parse(text.utf8)["data"])
    }

    @Test func booksOfAllCoinsShareOneTime() async throws {
        let exchange = try await SyntheticExchange.start(folder.configuration(markets: 4))
        var client = try await VenueClient.connect(port: exchange.port)
        for coin in ["xyz:XYZ100", "xyz:TSLA", "BTC"] { try await client.subscribe("l2Book", coin) }
        for _ in 0..<3 { _ = try await client.text(beginning: #"{"channel":"subscriptionResponse""#) }
        var times: [String: [Int64]] = [:]
        for _ in 0..<30 {
            let book = try await next("l2Book", &client)
            let coin = try #require(book["coin"]?.asText)
            guard case .number(let digits)? = book["time"], let time = Int64(digits) else {
                Issue.record("no time")
                return
            }
            times[coin, default: []].append(time)
            let sides = elements(book["levels"]).map { elements($0).count }
            #expect(coin == "BTC" ? sides == [0, 0] : sides.allSatisfy { $0 == 20 || $0 == 0 })
            #expect(book["fast"] == nil && book["spread"] == nil)
        }
        let one = try #require(times["xyz:TSLA"])
        #expect(one.count == 10 && times["xyz:XYZ100"] == one && times["BTC"] == one)
        #expect(zip(one, one.dropFirst()).allSatisfy { (5_360...5_410).contains($1 - $0) })
        _ = try await exchange.stop()
    }

    @Test func fastBooksAreSmallAndFrequent() async throws {
        let exchange = try await SyntheticExchange.start(folder.configuration(markets: 2))
        var client = try await VenueClient.connect(port: exchange.port)
        try await subscribe(client, #"{"type":"l2Book","coin":"xyz:TSLA","fast":true}"#)
        var last: Int64?
        for _ in 0..<20 {
            let book = try await next("l2Book", &client)
            #expect(book["fast"] == .flag(true))
            #expect(elements(book["levels"]).allSatisfy { elements($0).count <= 5 })
            guard case .number(let digits)? = book["time"], let time = Int64(digits) else { continue }
            if let last { #expect((520...560).contains(time - last)) }
            last = time
        }
        _ = try await exchange.stop()
    }

    @Test func tradesAreReplayedToWhoComesLater() async throws {
        let exchange = try await SyntheticExchange.start(folder.configuration(markets: 2))
        var first = try await VenueClient.connect(port: exchange.port)
        try await first.subscribe("trades", "xyz:TSLA")
        var seen: Set<JSONValueText> = []
        for _ in 0..<5 {
            for trade in elements(try await next("trades", &first)) { seen.insert(.init(trade["tid"])) }
        }
        var second = try await VenueClient.connect(port: exchange.port)
        try await second.subscribe("trades", "xyz:TSLA")
        #expect(try await second.text().hasPrefix(#"{"channel":"subscriptionResponse""#))
        let replay = elements(try await next("trades", &second))
        #expect(replay.count >= 5)
        // The first client has had all of them, or gets them still.
        var missing = Set(replay.map { JSONValueText($0["tid"]) }).subtracting(seen)
        while !missing.isEmpty {
            for trade in elements(try await next("trades", &first)) { missing.remove(.init(trade["tid"])) }
        }
        _ = try await exchange.stop()
    }

    @Test func midsOfADexAndOfTheMainOne() async throws {
        var configuration = folder.configuration(markets: 4)
        configuration.delistedCoins = ["xyz:GOLD"]
        let exchange = try await SyntheticExchange.start(configuration)
        var client = try await VenueClient.connect(port: exchange.port)
        try await subscribe(client, #"{"type":"allMids","dex":"xyz"}"#)
        let mids = try await next("allMids", &client)
        #expect(mids["dex"] == .text("xyz"))
        guard case .object(let members)? = mids["mids"] else {
            Issue.record("no map")
            return
        }
        #expect(members.map(\.key) == ["xyz:GOLD", "xyz:NVDA", "xyz:TSLA", "xyz:XYZ100"])
        var main = try await VenueClient.connect(port: exchange.port)
        try await subscribe(main, #"{"type":"allMids"}"#)
        let all = try await next("allMids", &main)
        #expect(all["dex"] == nil && all["mids"]?["BTC"] != nil)
        _ = try await exchange.stop()
    }

    @Test func aDelistedCoinHasAnEmptyBook() async throws {
        var configuration = folder.configuration(markets: 4)
        configuration.delistedCoins = ["xyz:GOLD"]
        let exchange = try await SyntheticExchange.start(configuration)
        var client = try await VenueClient.connect(port: exchange.port)
        try await client.subscribe("l2Book", "xyz:GOLD")
        #expect(try await next("l2Book", &client)["levels"] == .array([.array([]), .array([])]))
        _ = try await exchange.stop()
    }

    /// Stream data keeps a connection alive, also a derived channel's.
    @Test func booksAreSignsOfLife() async throws {
        var configuration = folder.configuration(markets: 2)
        configuration.rules.idleMs = 60_000
        configuration.speed = 100
        let exchange = try await SyntheticExchange.start(configuration)
        var client = try await VenueClient.connect(port: exchange.port)
        try await client.subscribe("l2Book", "xyz:TSLA")
        for _ in 0..<30 { _ = try await next("l2Book", &client) }
        #expect(try await exchange.summary().toMs - configuration.startMs > 120_000)
        _ = try await exchange.stop()
    }
}

/// A number's or a text's characters, to be looked up in a set.
private struct JSONValueText: Hashable {
    private let text: String

    init(_ value: JSONValue?) {
        switch value {
        case .number(let text)?, .text(let text)?: self.text = text
        default: text = ""
        }
    }
}
