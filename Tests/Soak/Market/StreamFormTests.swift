import SoakMarket
import Testing

/// What a client can rely on in every frame.
@Suite struct StreamFormTests {
    private let samples = [StreamSample.opening, StreamSample.night]

    @Test func timeNeverFallsAndBlocksRise() {
        for sample in samples {
            var last = sample.fromMs
            var blocks = [Int64](repeating: 0, count: sample.markets.count)
            for event in sample.events {
                #expect(event.atMs >= last)
                last = event.atMs
                guard case .bbo(let book) = event.update else { continue }
                #expect(book.timeMs > blocks[event.market])
                #expect(event.atMs - book.timeMs >= 190)
                blocks[event.market] = book.timeMs
            }
        }
    }

    @Test func bookIsSentOnlyWhenItChanged() {
        for sample in samples {
            for market in sample.markets.indices {
                let books = sample.books(market)
                for (before, after) in zip(books, books.dropFirst()) {
                    #expect(before.book.bid != after.book.bid || before.book.ask != after.book.ask)
                }
            }
        }
    }

    @Test func levelsAreOnTheVenuesGrid() {
        for sample in samples {
            for event in sample.events {
                guard case .bbo(let book) = event.update else { continue }
                let decimals = sample.markets[event.market].szDecimals
                for level in [book.bid, book.ask].compactMap(\.self) {
                    #expect(isPrice(level.pxE8, szDecimals: decimals))
                    #expect(level.szE8 > 0 && level.szE8 % power(8 - decimals) == 0)
                    #expect(level.n >= 1)
                }
                if let bid = book.bid, let ask = book.ask { #expect(bid.pxE8 < ask.pxE8) }
            }
        }
    }

    @Test func contextAgreesWithTheBookAndWithItself() {
        for sample in samples {
            var books = [BestBidOffer?](repeating: nil, count: sample.markets.count)
            for event in sample.events {
                switch event.update {
                case .bbo(let book): books[event.market] = book
                case .ctx(let context):
                    check(context, books[event.market], sample.markets[event.market].szDecimals)
                }
            }
        }
    }

    private func check(_ context: AssetContext, _ sent: BestBidOffer?, _ szDecimals: Int) {
        #expect(isPrice(context.oraclePxE8, szDecimals: szDecimals))
        #expect(isPrice(context.markPxE8, szDecimals: szDecimals))
        #expect(context.dayNtlVlmE10 > 0 && context.dayBaseVlmE10 > 0 && context.openInterestE10 > 0)
        guard let bid = sent?.bid, let ask = sent?.ask, let book = context.book else {
            // All three of premium, mid and impact prices, or none: as the book is.
            #expect(context.book == nil && (sent?.bid == nil || sent?.ask == nil))
            return
        }
        #expect(book.midPxE8 * 2 == bid.pxE8 + ask.pxE8)
        #expect(book.impactBidPxE8 <= bid.pxE8 && book.impactAskPxE8 >= ask.pxE8)
        let average = Double(book.impactBidPxE8 + book.impactAskPxE8) / 2
        let premium = average / Double(context.oraclePxE8) - 1
        #expect(abs(premium - Double(book.premiumE10) / 1e10) < 1e-9)
    }

    /// By the rule's words and not by the model's grid: 5 significant digits, 6 - szDecimals decimals.
    private func isPrice(_ pxE8: Int64, szDecimals: Int) -> Bool {
        guard pxE8 > 0 else { return false }
        if pxE8 % power(8) == 0 { return true }
        var digits = pxE8
        while digits % 10 == 0 { digits /= 10 }
        return digits < 100_000 && pxE8 % power(8 - (6 - szDecimals)) == 0
    }

    private func power(_ exponent: Int) -> Int64 { (0..<exponent).reduce(1) { value, _ in value * 10 } }
}
