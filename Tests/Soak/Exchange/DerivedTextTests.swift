import SoakExchange
import SoakMarket
import Testing

@Suite struct DerivedTextTests {
    private let sides = BookSides(
        bids: [
            BookLevel(pxE8: 37_895_000_000, szE8: 1_025_000_000, n: 3),
            BookLevel(pxE8: 37_894_000_000, szE8: 100_000_000, n: 1),
        ], asks: [BookLevel(pxE8: 37_901_000_000, szE8: 510_000_000, n: 2)])

    @Test func aBookAsTheVenueWritesIt() {
        let text = DerivedText.book(coin: "xyz:TSLA", timeMs: 1_790_232_237_145, sides, BookView())
        #expect(
            text
                == #"{"coin":"xyz:TSLA","time":1790232237145,"levels":[[{"px":"378.95","sz":"10.25","n":3},{"px":"378.94","sz":"1.0","n":1}],[{"px":"379.01","sz":"5.1","n":2}]]}"#
        )
        let fast = DerivedText.book(coin: "xyz:TSLA", timeMs: 1, .empty, BookView(isFast: true))
        #expect(fast == #"{"coin":"xyz:TSLA","time":1,"levels":[[],[]],"fast":true}"#)
    }

    @Test func roundedPricesArePutTogetherAwayFromTheMiddle() {
        let view = BookView(significantFigures: 4)
        let seen = sides.seen(view)
        #expect(seen.bids == [BookLevel(pxE8: 37_890_000_000, szE8: 1_125_000_000, n: 4)])
        #expect(seen.asks == [BookLevel(pxE8: 37_910_000_000, szE8: 510_000_000, n: 2)])
        #expect(
            DerivedText.book(coin: "xyz:TSLA", timeMs: 1, seen, view).hasSuffix(#","spread":"0.2"}"#))
        let fives = sides.seen(BookView(significantFigures: 5, mantissa: 5))
        #expect(fives.bids.map(\.pxE8) == [37_895_000_000, 37_890_000_000])
        #expect(fives.asks.map(\.pxE8) == [37_905_000_000])
        #expect(BookSides.empty.seen(view).spreadE8 == nil)
        #expect(sides.seen(BookView(isFast: true)) == sides)
    }

    @Test func roundingsThatTheVenueHas() {
        #expect(BookView(significantFigures: 2).isPossible && BookView(significantFigures: 5).isPossible)
        #expect(!BookView(significantFigures: 1).isPossible && !BookView(significantFigures: 6).isPossible)
        #expect(BookView(significantFigures: 5, mantissa: 2).isPossible)
        #expect(!BookView(significantFigures: 4, mantissa: 2).isPossible)
        #expect(!BookView(mantissa: 2).isPossible)
        #expect(!BookView(significantFigures: 5, mantissa: 3).isPossible)
    }

    @Test func tradesAsTheVenueWritesThem() throws {
        var tape = TradeTape(seed: 1, markets: MarketTable.january2026)
        var book = BestBidOffer(
            timeMs: 1, bid: BookLevel(pxE8: 37_895_000_000, szE8: 1_025_000_000, n: 3),
            ask: BookLevel(pxE8: 37_901_000_000, szE8: 510_000_000, n: 2))
        var trades: [MarketTrade] = []
        while trades.isEmpty {
            book.timeMs += 70
            trades = tape.take(book, market: 1)
        }
        let value = try JSONParser.parse(DerivedText.trades(coin: "xyz:TSLA", trades).utf8)
        guard case .array(let elements) = value, case .object(let members) = elements[0] else {
            Issue.record("no array of objects")
            return
        }
        #expect(elements.count == trades.count)
        #expect(members.map(\.key) == ["coin", "side", "px", "sz", "time", "hash", "tid", "users"])
        let isBuy = elements[0]["side"] == .text("B")
        #expect(isBuy == (trades[0].aggressor == .buyer))
        #expect(elements[0]["px"] == .text(isBuy ? "379.01" : "378.95"))
        #expect(elements[0]["hash"]?.asText?.utf8.count == 66)
        guard case .array(let users)? = elements[0]["users"] else { return }
        #expect(users.count == 2 && users.allSatisfy { $0.asText?.utf8.count == 42 })
        #expect(DerivedText.trades(coin: "xyz:TSLA", []) == "[]")
    }

    @Test func midsNameTheirDexUnlessItIsTheMainOne() {
        let mids = DerivedText.mids([("xyz:B", 33_635_500_000), ("xyz:A", 308_000_000_000)])
        #expect(mids == #"{"xyz:A":"3080.0","xyz:B":"336.355"}"#)
        #expect(DerivedText.midsData(dex: "xyz", mids: mids) == #"{"dex":"xyz","mids":"# + mids + "}")
        #expect(DerivedText.midsData(dex: "", mids: mids) == #"{"mids":"# + mids + "}")
    }
}
