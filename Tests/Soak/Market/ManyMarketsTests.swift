import Testing

@testable import SoakMarket

/// The markets beyond the first 32: the dex lists more than a hundred.
@Suite struct ManyMarketsTests {
    private let table = MarketTable.all

    @Test func theTableGoesOnWhereItEnded() {
        #expect(table.count == 128)
        #expect(Array(table.prefix(32)) == MarketTable.january2026)
        #expect(Set(table.map(\.coin)).count == table.count)
        #expect(table[44].coin == "xyz:JP225" && table[44].szDecimals == 5)
        #expect(table[52].coin == "xyz:SP500" && table[52].maxLeverage == 50)
        #expect(table[92].coin == "xyz:QCOM")
        #expect(table.count { $0.standing == .delisted } == 12)
        #expect(table.count { $0.standing == .placeholder } == 2)
        #expect(table.prefix(32).allSatisfy { $0.standing == .open })
        for kind in MarketClass.allCases { #expect(table.contains { $0.assetClass == kind }) }
    }

    @Test(arguments: MarketTable.later)
    func startsFromValuesThatTheVenueCouldSend(market: MarketFacts) throws {
        let grid = PriceGrid(szDecimals: market.szDecimals)
        let start = market.start
        let book = try #require(start.book)
        #expect(grid.round(start.oraclePxE8) == start.oraclePxE8 && start.oraclePxE8 > 0)
        #expect(book.impactBidPxE8 < book.midPxE8 && book.midPxE8 < book.impactAskPxE8)
        #expect(start.openInterestE10 > 0 && start.dayBaseVlmE10 > 0 && start.dayNtlVlmE10 > 0)
        let cap = Int128(market.openInterestCap) * 1_000_000_000_000_000_000
        #expect(Int128(start.openInterestE10) * Int128(start.markPxE8) < cap)
    }

    @Test func theFirstMarketsDoNotFeelTheOthers() {
        var few = MarketModel(seed: 9, fromMs: instant("2026-01-20", 14, 29), markets: 32)
        var all = MarketModel(seed: 9, fromMs: instant("2026-01-20", 14, 29), markets: 128)
        var seen = 0
        while seen < 5_000 {
            let event = all.next()
            if event.market >= 32 { continue }
            #expect(event == few.next())
            seen += 1
        }
    }

    /// Every market speaks, with books and contexts that hold together, over an open and a weekend.
    @Test(arguments: [instant("2026-01-20", 14, 25), instant("2026-01-24", 3)])
    func allOfThemTrade(fromMs: Int64) {
        var model = MarketModel(seed: 4, fromMs: fromMs, markets: table.count)
        var contexts = table.map { _ in 0 }
        var books = contexts
        var event = model.next()
        while event.atMs < fromMs + 120_000 {
            switch event.update {
            case .bbo(let book):
                books[event.market] += 1
                if let bid = book.bid, let ask = book.ask, bid.pxE8 >= ask.pxE8 {
                    Issue.record("crossed: \(table[event.market].coin)")
                }
            case .ctx(let context):
                contexts[event.market] += 1
                if context.oraclePxE8 <= 0 || context.markPxE8 <= 0 {
                    Issue.record("no price: \(table[event.market].coin)")
                }
            }
            event = model.next()
        }
        #expect(contexts.allSatisfy { $0 > 80 })
        #expect(books.count { $0 > 0 } > 120)
    }
}
