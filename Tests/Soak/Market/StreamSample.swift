import SoakMarket

/// A stretch of stream, and what is needed to look at it market by market.
struct StreamSample {
    let fromMs: Int64
    let toMs: Int64
    let markets: [MarketFacts]
    var events: [MarketEvent] = []

    init(seed: UInt64, fromMs: Int64, minutes: Int64, markets: Int = 32) {
        var model = MarketModel(seed: seed, fromMs: fromMs, markets: markets)
        self.fromMs = fromMs
        toMs = fromMs + minutes * 60_000
        self.markets = model.facts
        var event = model.next()
        while event.atMs < toMs {
            events.append(event)
            event = model.next()
        }
    }

    /// The half hour in which New York opens, seen once for several tests.
    static let opening = StreamSample(seed: 11, fromMs: instant("2026-01-20", 14, 20), minutes: 15)
    static let night = StreamSample(seed: 12, fromMs: instant("2026-01-21", 5), minutes: 30)

    /// Events a second and market.
    var rate: Double { Double(events.count) / Double(toMs - fromMs) * 1_000 / Double(markets.count) }

    func books(_ market: Int) -> [(atMs: Int64, book: BestBidOffer)] {
        events.compactMap {
            guard $0.market == market, case .bbo(let book) = $0.update else { return nil }
            return ($0.atMs, book)
        }
    }

    func contexts(_ market: Int) -> [(atMs: Int64, context: AssetContext)] {
        events.compactMap {
            guard $0.market == market, case .ctx(let context) = $0.update else { return nil }
            return ($0.atMs, context)
        }
    }
}
