import Testing

@testable import SoakMarket

@Suite struct BookLadderTests {
    private let facts = MarketTable.january2026
    private let book = BestBidOffer(
        timeMs: 1_768_893_180_000, bid: BookLevel(pxE8: 43_395_000_000, szE8: 1_025_000_000, n: 3),
        ask: BookLevel(pxE8: 43_397_000_000, szE8: 510_000_000, n: 2))

    @Test func beginsWithTheTouchAndLeadsAwayFromIt() {
        let ladder = BookLadder(seed: 1, markets: facts)
        let bids = ladder.bids(book, market: 1, depth: 20)
        let asks = ladder.asks(book, market: 1, depth: 20)
        #expect(bids.first == book.bid && asks.first == book.ask)
        #expect(bids.count == 20 && asks.count == 20)
        #expect(zip(bids, bids.dropFirst()).allSatisfy { $0.pxE8 > $1.pxE8 })
        #expect(zip(asks, asks.dropFirst()).allSatisfy { $0.pxE8 < $1.pxE8 })
        let grid = PriceGrid(szDecimals: facts[1].szDecimals)
        for level in bids + asks {
            #expect(grid.round(level.pxE8) == level.pxE8)
            #expect(level.szE8 > 0 && level.szE8 % PriceGrid.lotE8(szDecimals: facts[1].szDecimals) == 0)
            #expect(level.n >= 1)
        }
    }

    @Test func theSameTouchShowsTheSameBook() {
        let bids = BookLadder(seed: 1, markets: facts).bids(book, market: 1, depth: 20)
        #expect(bids == BookLadder(seed: 1, markets: facts).bids(book, market: 1, depth: 20))
        #expect(bids != BookLadder(seed: 2, markets: facts).bids(book, market: 1, depth: 20))
        #expect(Array(bids.prefix(5)) == BookLadder(seed: 1, markets: facts).bids(book, market: 1, depth: 5))
    }

    @Test func aMissingSideIsEmpty() {
        let ladder = BookLadder(seed: 1, markets: facts)
        var half = book
        half.bid = nil
        #expect(ladder.bids(half, market: 1, depth: 20).isEmpty)
        #expect(ladder.asks(half, market: 1, depth: 20).count == 20)
    }

    /// At every market's price, also where the step between prices changes and where a price nears nothing.
    @Test func everyMarketHasAWholeBook() {
        let ladder = BookLadder(seed: 1, markets: MarketTable.all)
        for (market, facts) in MarketTable.all.enumerated() {
            for pxE8 in [facts.start.oraclePxE8, 1_000_000_000_000, 100_000] {
                let touch = BestBidOffer(
                    timeMs: 1, bid: BookLevel(pxE8: pxE8, szE8: 100_000_000, n: 1), ask: nil)
                let bids = ladder.bids(touch, market: market, depth: 20)
                #expect(zip(bids, bids.dropFirst()).allSatisfy { $0.pxE8 > $1.pxE8 && $1.pxE8 > 0 })
            }
        }
    }
}
