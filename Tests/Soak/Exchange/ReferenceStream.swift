import SoakExchange
import SoakMarket

/// What the wire has to carry: the model's own stream of some markets, as texts.
struct ReferenceStream {
    private let texts: [(text: String, bboMs: Int64?)]

    /// `configuration`: of the exchange that is compared; `toMs`: block time as far as needed.
    init(_ configuration: ExchangeConfiguration, toMs: Int64) {
        var model = MarketModel(
            seed: configuration.seed, fromMs: configuration.startMs, markets: configuration.markets)
        let frames = StreamFrames(coins: model.facts.map(\.coin))
        var scratch = FrameScratch()
        var texts: [(text: String, bboMs: Int64?)] = []
        var event = model.next()
        while event.atMs < toMs + 120_000 {
            frames.write(event, to: &scratch)
            texts.append((scratch.text, Self.bboMs(event)))
            event = model.next()
        }
        self.texts = texts
    }

    private static func bboMs(_ event: MarketEvent) -> Int64? {
        guard case .bbo(let book) = event.update else { return nil }
        return book.timeMs
    }

    /// From the first bbo of a block at `fromMs` or later on, to the one before the first at `toMs` or later.
    func texts(fromMs: Int64, toMs: Int64) -> [String] {
        let part = texts.drop { ($0.bboMs ?? 0) < fromMs }.prefix { ($0.bboMs ?? 0) < toMs }
        return part.map(\.text)
    }

    /// The same part of what a client got: bbo and contexts alone.
    static func texts(to client: inout VenueClient, fromMs: Int64, toMs: Int64) async throws -> [String] {
        var result: [String] = []
        while true {
            let text = try await client.text()
            let isBbo = text.hasPrefix(#"{"channel":"bbo""#)
            guard isBbo || text.hasPrefix(#"{"channel":"activeAssetCtx""#) else { continue }
            if isBbo, let timeMs = Self.timeMs(text) {
                if timeMs >= toMs { return result }
                if result.isEmpty, timeMs < fromMs { continue }
            } else if result.isEmpty {
                continue
            }
            result.append(text)
        }
    }

    static func timeMs(_ text: String) -> Int64? {
        guard let value = try? JSONParser.parse(text.utf8), case .number(let digits)? = value["data"]?["time"]
        else { return nil }
        return Int64(digits)
    }
}
