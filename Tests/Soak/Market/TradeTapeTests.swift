import SoakMarket
import Testing

@Suite struct TradeTapeTests {
    private let sample = StreamSample(seed: 21, fromMs: instant("2026-01-20", 15), minutes: 5, markets: 4)

    private func trades(seed: UInt64) -> [(market: Int, before: BestBidOffer?, trades: [MarketTrade])] {
        var tape = TradeTape(seed: seed, markets: sample.markets)
        var before = [BestBidOffer?](repeating: nil, count: sample.markets.count)
        var result: [(market: Int, before: BestBidOffer?, trades: [MarketTrade])] = []
        for event in sample.events {
            guard case .bbo(let book) = event.update else { continue }
            let trades = tape.take(book, market: event.market)
            if !trades.isEmpty { result.append((event.market, before[event.market], trades)) }
            before[event.market] = book
        }
        return result
    }

    @Test func aSeedGivesOneTape() {
        let once = trades(seed: 3)
        #expect(once.count > 100)
        #expect(once.map(\.trades) == trades(seed: 3).map(\.trades))
        #expect(once.map(\.trades) != trades(seed: 4).map(\.trades))
    }

    @Test func somebodyTookWhatStoodThere() throws {
        var lastMs = [Int64](repeating: 0, count: sample.markets.count)
        for (market, before, trades) in trades(seed: 3) {
            let book = try #require(before)
            for trade in trades {
                let level = try #require(trade.aggressor == .buyer ? book.ask : book.bid)
                #expect(trade.pxE8 == level.pxE8)
                #expect(trade.timeMs >= lastMs[market] && trade.timeMs > book.timeMs)
                lastMs[market] = trade.timeMs
            }
            // One taker, of one block.
            #expect(Set(trades.map { $0.aggressor == .buyer ? $0.buyer : $0.seller }).count == 1)
            #expect(Set(trades.map(\.timeMs)).count == 1)
        }
    }

    @Test func sizesAreWholeLots() {
        for (market, _, trades) in trades(seed: 5) {
            let lot = (0..<sample.markets[market].szDecimals).reduce(Int64(100_000_000)) { lot, _ in lot / 10
            }
            #expect(trades.allSatisfy { $0.szE8 > 0 && $0.szE8 % lot == 0 })
        }
    }

    @Test func everyTradeHasANumberOfItsOwn() {
        let numbers = trades(seed: 3).flatMap(\.trades).map(\.tid)
        #expect(Set(numbers).count == numbers.count)
        #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 << 50 })
    }

    @Test func theLastOnesAreKept() {
        var tape = TradeTape(seed: 3, markets: sample.markets)
        var all: [MarketTrade] = []
        for event in sample.events where event.market == 1 {
            if case .bbo(let book) = event.update { all += tape.take(book, market: 1) }
        }
        #expect(tape.recent(market: 1) == all.suffix(TradeTape.recentMax))
        #expect(tape.recent(market: 0).isEmpty)
        #expect(tape.recent(market: 99).isEmpty, "a market without a stream")
    }

    /// Between the rates that were measured: a seventh to a fourteenth of the books.
    @Test func tradesAreRarerThanBooks() {
        let books = sample.events.count { if case .bbo = $0.update { true } else { false } }
        let takers = trades(seed: 3).count
        #expect(takers * 7 < books && takers * 20 > books)
    }
}
