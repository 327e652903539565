import Testing

@testable import SoakMarket

@Suite struct MarketTableTests {
    private let table = MarketTable.january2026

    @Test func positionsAreThoseOfMetaNotOfTheAlphabet() {
        #expect(table.count == 32)
        #expect(table[1].coin == "xyz:TSLA")
        #expect(table[26].coin == "xyz:SILVER")
        #expect(table[27].coin == "xyz:RIVN")
        #expect(table[29].coin == "xyz:CL")
        #expect(Set(table.map(\.coin)).count == 32)
        #expect(table.count { $0.assetClass == .equityUS } == 23)
    }

    @Test(arguments: MarketTable.january2026)
    func startsFromValuesThatTheVenueCouldSend(market: MarketFacts) throws {
        let grid = PriceGrid(szDecimals: market.szDecimals)
        let start = market.start
        let book = try #require(start.book)
        #expect(grid.round(start.oraclePxE8) == start.oraclePxE8)
        #expect(grid.round(start.markPxE8) == start.markPxE8)
        #expect(book.impactBidPxE8 < book.midPxE8 && book.midPxE8 < book.impactAskPxE8)
        let premium = Premium.e10(
            impactBidE8: book.impactBidPxE8, impactAskE8: book.impactAskPxE8, oracleE8: start.oraclePxE8)
        // As captured: the venue rounds a binary fraction, so the last digit may differ by one.
        #expect(abs(premium - book.premiumE10) <= 1)
    }

    @Test func everyMarketHasTraitsOfItsOwn() {
        let usual = MarketTraits.of("xyz:NOBODY")
        for market in table {
            let traits = MarketTraits.of(market.coin)
            #expect(traits.spread != usual.spread || traits.activity != usual.activity)
        }
    }

    @Test func perpDexsListsCapsByAlphabetAndUniverseByPosition() throws {
        let dexes = PerpDexTable.builderDexes(xyz: table)
        let xyz = try #require(dexes.first)
        #expect(xyz.name == "xyz")
        #expect(dexes.count > 1)
        #expect(xyz.universe.map(\.coin) == table.map(\.coin))
        #expect(xyz.openInterestCaps.map(\.coin) == table.map(\.coin).sorted())
        #expect(xyz.openInterestCaps.map(\.coin) != xyz.universe.map(\.coin))
    }
}
