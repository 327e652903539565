/// The trades of every market. They follow from its books and from random numbers of their own, so the
/// books of a seed are the same whether somebody looks at trades or not, and the trades are those of the seed.
///
/// One book in twelve, or so, came about by somebody taking from the book before it.
package struct TradeTape: Sendable {
    /// How many trades of a market are kept for who comes later: about 20 s of a busy one.
    package static let recentMax = 10
    /// One book in so many shows a trade.
    private static let booksPerTrade: Int64 = 12
    /// The most orders that one taker hits.
    private static let fillsMax: Int64 = 3
    private static let tidBits: UInt64 = 50

    private struct Market {
        var random: RandomSource
        var lotE8: Int64
        var before: BestBidOffer?
        var lastMs: Int64 = 0
        var count: UInt64 = 0
        var recent: [MarketTrade] = []
    }

    private let seed: UInt64
    private var markets: [Market]

    package init(seed: UInt64, markets: [MarketFacts]) {
        let own = RandomSource.mixed(seed ^ 0x7EAD_E5)
        self.seed = own
        self.markets = markets.enumerated().map { index, facts in
            Market(
                random: RandomSource(seed: own, stream: UInt64(index)),
                lotE8: PriceGrid.lotE8(szDecimals: facts.szDecimals))
        }
    }

    /// What is kept of a market's trades, the oldest first.
    package func recent(market: Int) -> [MarketTrade] {
        market < markets.count ? markets[market].recent : []
    }

    /// The trades of one taker that led to this book; mostly none. Books come in the order of the stream.
    package mutating func take(_ book: BestBidOffer, market: Int) -> [MarketTrade] {
        let before = markets[market].before
        markets[market].before = book
        guard markets[market].random.below(Self.booksPerTrade) == 0, let before else { return [] }
        let isBuyer = markets[market].random.sign() > 0
        guard let level = isBuyer ? before.ask : before.bid else { return [] }
        markets[market].lastMs = max(markets[market].lastMs, book.timeMs)
        let fills = 1 + max(0, markets[market].random.below(Self.fillsMax + 3) - 3)
        let taker = markets[market].random.next()
        let transaction = markets[market].random.below(10) == 0 ? 0 : markets[market].random.next()
        let trades = (0..<fills).map { _ in
            let other = markets[market].random.next()
            return MarketTrade(
                aggressor: isBuyer ? .buyer : .seller, pxE8: level.pxE8,
                szE8: size(within: level.szE8 / fills, market), timeMs: markets[market].lastMs,
                tid: nextTid(market), buyer: isBuyer ? taker : other, seller: isBuyer ? other : taker,
                transaction: transaction)
        }
        keep(trades, market)
        return trades
    }

    private mutating func size(within szE8: Int64, _ market: Int) -> Int64 {
        let lots = max(1, szE8 / markets[market].lotE8)
        let percent = markets[market].random.between(1, 100)
        return max(1, lots * percent / 100) * markets[market].lotE8
    }

    /// An odd multiplier permutes the numbers of 50 bits: no trade's number comes twice.
    private mutating func nextTid(_ market: Int) -> Int64 {
        markets[market].count += 1
        let number = markets[market].count * 4_096 + UInt64(market)
        let mixed = (number &* 0x9E37_79B9_7F4A_7C15) &+ seed
        return Int64(mixed & (1 << Self.tidBits - 1))
    }

    private mutating func keep(_ trades: [MarketTrade], _ market: Int) {
        markets[market].recent += trades
        let over = markets[market].recent.count - Self.recentMax
        if over > 0 { markets[market].recent.removeFirst(over) }
    }
}
