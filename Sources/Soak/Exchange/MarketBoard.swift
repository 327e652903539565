package import SoakMarket

/// The last thing that was sent of each market, for those who ask or come later.
package struct MarketBoard: Sendable {
    private let universe: ExchangeUniverse
    private var bbos: [BestBidOffer?]
    private var contexts: [AssetContext]

    package init(universe: ExchangeUniverse, markets: [MarketFacts]) {
        self.universe = universe
        bbos = Array(repeating: nil, count: markets.count)
        contexts = zip(markets, universe.delisted).map { facts, isDelisted in
            isDelisted ? facts.start.delisted : facts.start
        }
    }

    package mutating func take(_ event: MarketEvent) {
        switch event.update {
        case .bbo(let bbo): bbos[event.market] = bbo
        case .ctx(let context): contexts[event.market] = context
        }
    }

    /// nil for a market that has had no bbo yet or has no stream.
    package func bbo(market: Int) -> BestBidOffer? {
        market < bbos.count ? bbos[market] : nil
    }

    /// A market without a stream has a context of nothing, as one that is listed but not open yet.
    package func context(market: Int) -> AssetContext {
        market < contexts.count ? contexts[market] : .placeholder
    }

    /// The middle of the book; where there is none, the mark price. In units of 1e-8.
    package func midPxE8(market: Int) -> Int64 {
        if let bbo = bbo(market: market), let bid = bbo.bid, let ask = bbo.ask {
            return (bid.pxE8 + ask.pxE8) / 2
        }
        let context = context(market: market)
        return context.book?.midPxE8 ?? context.markPxE8
    }
}

extension AssetContext {
    /// Listed, never traded.
    static let placeholder = AssetContext(
        fundingE10: 0, openInterestE10: 0, prevDayPxE8: 100_000_000, dayNtlVlmE10: 0, oraclePxE8: 100_000_000,
        markPxE8: 100_000_000, dayBaseVlmE10: 0, book: nil)
}
