import SoakExchange
import SoakMarket
import Testing

/// Many clients at once, each from an address of its own: limits are per source.
@Suite(.timeLimit(.minutes(5))) struct ManyClientsTests {
    private let folder = ScratchFolder()

    /// Every one of 64 clients gets every frame of the model's stream in its order, those of them that look at
    /// books, trades and mids as well as those that don't.
    @Test func sixtyFourClientsEachGetTheWholeStream() async throws {
        var configuration = folder.configuration(markets: 2)
        configuration.speed = 20
        let exchange = try await SyntheticExchange.start(configuration)
        var clients: [VenueClient] = []
        for number in 0..<64 {
            var client = try await VenueClient.connect(port: exchange.port, from: "127.0.0.\(number + 2)")
            var asked = 0
            for coin in ["xyz:XYZ100", "xyz:TSLA"] {
                let types = ["bbo", "activeAssetCtx"] + (number % 2 == 0 ? ["l2Book", "trades"] : [])
                for type in types {
                    try await client.subscribe(type, coin)
                    asked += 1
                }
            }
            for _ in 0..<asked { _ = try await client.text(beginning: #"{"channel":"subscriptionResponse""#) }
            clients.append(client)
        }
        let fromMs = try await exchange.summary().toMs + 500
        let toMs = fromMs + 40_000
        let expected = ReferenceStream(configuration, toMs: toMs).texts(fromMs: fromMs, toMs: toMs)
        #expect(expected.count > 100)
        for index in clients.indices {
            let got = try await ReferenceStream.texts(to: &clients[index], fromMs: fromMs, toMs: toMs)
            #expect(got == expected, "client \(index): \(got.count) frames of \(expected.count)")
        }
        #expect(try await exchange.summary().tally.connections == 64)
        _ = try await exchange.stop()
    }

    /// The wire carries the model's stream of a seed, whatever the speed.
    @Test(arguments: [15.0, 600.0])
    func theStreamIsTheSameAtEverySpeed(speed: Double) async throws {
        var configuration = folder.configuration(markets: 3)
        configuration.speed = speed
        let exchange = try await SyntheticExchange.start(configuration)
        var client = try await VenueClient.connect(port: exchange.port)
        for market in MarketTable.january2026.prefix(3) {
            try await client.subscribe("bbo", market.coin)
            try await client.subscribe("activeAssetCtx", market.coin)
        }
        for _ in 0..<6 { _ = try await client.text(beginning: #"{"channel":"subscriptionResponse""#) }
        let fromMs = try await exchange.summary().toMs + 200
        let toMs = fromMs + 25_000
        let got = try await ReferenceStream.texts(to: &client, fromMs: fromMs, toMs: toMs)
        #expect(got.count > 100)
        #expect(got == ReferenceStream(configuration, toMs: toMs).texts(fromMs: fromMs, toMs: toMs))
        _ = try await exchange.stop()
    }

    /// The whole list of the dex, delisted ones and those that are not open yet with it.
    @Test func allMarketsAreStreamed() async throws {
        let configuration = folder.configuration(markets: 128)
        let exchange = try await SyntheticExchange.start(configuration)
        var client = try await VenueClient.connect(port: exchange.port)
        var silent = Set(MarketTable.all.map(\.coin))
        for coin in silent.sorted() { try await client.subscribe("activeAssetCtx", coin) }
        while !silent.isEmpty {
            let text = try await client.text()
            guard text.hasPrefix(#"{"channel":"activeAssetCtx""#) else { continue }
            let coin = try JSONParser.parse(text.utf8)["data"]?["coin"]?.asText
            silent.remove(try #require(coin))
        }
        _ = try await exchange.stop()
    }
}
