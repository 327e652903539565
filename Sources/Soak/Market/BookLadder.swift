/// The whole book around a touch: what stands beyond the best price of each side.
///
/// Nothing is kept: a level follows from its price, the touch's moment and the seed, so the same touch shows
/// the same book to whoever asks, and mostly the same orders a moment later.
package struct BookLadder: Sendable {
    /// Orders beyond the touch change about so often, in virtual ms.
    private static let calmMs: Int64 = 15_000
    /// One price in so many has nobody.
    private static let emptyEvery: UInt64 = 3

    private let seed: UInt64
    private let markets: [(grid: PriceGrid, lotE8: Int64, dollars: Int64)]

    package init(seed: UInt64, markets: [MarketFacts]) {
        self.seed = RandomSource.mixed(seed ^ 0x1ADD_E2)
        self.markets = markets.map { facts in
            (
                grid: PriceGrid(szDecimals: facts.szDecimals),
                lotE8: PriceGrid.lotE8(szDecimals: facts.szDecimals),
                dollars: 300 * max(25, MarketTraits.of(facts.coin).activity) / 100
            )
        }
    }

    /// The bids, the best first; at most `depth`.
    package func bids(_ book: BestBidOffer, market: Int, depth: Int) -> [BookLevel] {
        side(book.bid, book.timeMs, market, depth) { grid, pxE8 in pxE8 - grid.tick(at: pxE8 - 1) }
    }

    /// The asks, the best first; at most `depth`.
    package func asks(_ book: BestBidOffer, market: Int, depth: Int) -> [BookLevel] {
        side(book.ask, book.timeMs, market, depth) { grid, pxE8 in pxE8 + grid.tick(at: pxE8) }
    }

    private func side(
        _ best: BookLevel?, _ timeMs: Int64, _ market: Int, _ depth: Int,
        beyond: (PriceGrid, Int64) -> Int64
    ) -> [BookLevel] {
        guard let best, depth > 0 else { return [] }
        let facts = markets[market]
        let moment = RandomSource.mixed(seed &+ UInt64(market) &+ UInt64(timeMs / Self.calmMs) << 16)
        var levels = [best]
        var pxE8 = beyond(facts.grid, best.pxE8)
        while levels.count < depth, pxE8 > 0 {
            let place = RandomSource.mixed(seed ^ UInt64(bitPattern: pxE8) &* 0x9E37_79B9_7F4A_7C15)
            if place % Self.emptyEvery != 0 {
                let draw = RandomSource.mixed(moment ^ UInt64(bitPattern: pxE8))
                // Dollars to lots: as `BookMotion` does it, so a level is as large as those at the touch.
                let amount = facts.dollars << Int64(draw % 7)
                let lots = amount * (PriceGrid.oneE8 / facts.lotE8) * PriceGrid.oneE8 / pxE8
                levels.append(
                    BookLevel(
                        pxE8: pxE8, szE8: max(1, lots) * facts.lotE8, n: 1 + Int32((draw >> 32) & 7)))
            }
            pxE8 = beyond(facts.grid, pxE8)
        }
        return levels
    }
}
