package import SoakMarket

/// The last thing that was sent of each market, for those who ask or come later.
package struct MarketBoard: Sendable {
    private let universe: ExchangeUniverse
    /// How many levels are put together where a subscriber wants rounded prices.
    private static let roundedDepth = 200

    private let ladder: BookLadder
    private var tape: TradeTape
    private var bbos: [BestBidOffer?]
    private var contexts: [AssetContext]

    /// `seed`: of the run; what stands beyond the touch and who traded follow from it.
    package init(universe: ExchangeUniverse, markets: [MarketFacts], seed: UInt64 = 0) {
        self.universe = universe
        ladder = BookLadder(seed: seed, markets: markets)
        tape = TradeTape(seed: seed, markets: markets)
        bbos = Array(repeating: nil, count: markets.count)
        contexts = zip(markets, universe.silent).map { facts, isSilent in
            isSilent ? facts.start.delisted : facts.start
        }
    }

    /// Returns the trades that a book brought with it: mostly none.
    @discardableResult
    package mutating func take(_ event: MarketEvent) -> [MarketTrade] {
        switch event.update {
        case .bbo(let bbo):
            bbos[event.market] = bbo
            return tape.take(bbo, market: event.market)
        case .ctx(let context):
            contexts[event.market] = context
            return []
        }
    }

    /// The last trades of a market, the oldest first.
    package func trades(market: Int) -> [MarketTrade] { tape.recent(market: market) }

    /// The whole book as somebody wants to see it; empty for a market without one.
    package func sides(market: Int, _ view: BookView) -> BookSides {
        guard let bbo = bbo(market: market) else { return .empty }
        let depth = view.significantFigures == nil ? view.depth : Self.roundedDepth
        return BookSides(
            bids: ladder.bids(bbo, market: market, depth: depth),
            asks: ladder.asks(bbo, market: market, depth: depth)
        ).seen(view)
    }

    /// The middles of a dex's markets; nil for a dex that is not listed.
    package func mids(dex: String) -> [(coin: String, pxE8: Int64)]? {
        universe.universe(dex: dex)?.map { entry in
            (coin: entry.coin, pxE8: midPxE8(market: universe.coins.markets[entry.coin]!))
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
