import SoakMarket
import Testing

@Suite struct StreamSamenessTests {
    private let fromMs = instant("2026-01-20", 7, 13)

    private func first(_ count: Int, seed: UInt64, markets: Int = 32) -> [MarketEvent] {
        var model = MarketModel(seed: seed, fromMs: fromMs, markets: markets)
        return (0..<count).map { _ in model.next() }
    }

    @Test func aSeedGivesOneStream() {
        #expect(first(20_000, seed: 42) == first(20_000, seed: 42))
        #expect(first(2_000, seed: 42) != first(2_000, seed: 43))
    }

    /// A value per event folded into one number, so that a change of the stream for a known seed is seen and
    /// not only between two runs of one build.
    @Test func theStreamOfSeedOneIsTheOneItAlwaysWas() {
        var fold: UInt64 = 0
        for event in first(20_000, seed: 1) {
            fold = fold &* 0x100_0000_01B3 ^ UInt64(bitPattern: event.atMs) &+ UInt64(event.market)
            switch event.update {
            case .bbo(let book):
                for level in [book.bid, book.ask] {
                    fold = fold &* 31 &+ UInt64(bitPattern: (level?.pxE8 ?? 0) &+ (level?.szE8 ?? 0))
                }
            case .ctx(let context):
                fold = fold &* 31 &+ UInt64(bitPattern: context.oraclePxE8 &+ context.markPxE8)
                fold = fold &* 31 &+ UInt64(bitPattern: context.dayNtlVlmE10 &+ context.fundingE10)
            }
        }
        #expect(fold == Self.known)
    }

    private static let known: UInt64 = 596_633_513_899_789_051

    @Test func aMarketDoesNotDependOnHowManyOthersThereAre() {
        let all = first(8_000, seed: 9)
        let few = first(1_500, seed: 9, markets: 3)
        let sameOfAll = all.filter { $0.market < 3 }
        let common = min(sameOfAll.count, few.count)
        #expect(common > 500)
        #expect(sameOfAll.prefix(common).elementsEqual(few.prefix(common)))
    }

    @Test func aStreamMayBeginAnywhere() {
        // A Saturday, a holiday, a leap day, the middle of a session, the hour in which clocks change.
        let begins = [
            instant("2026-01-17", 0), instant("2026-01-19", 14, 30), instant("2028-02-29", 12),
            instant("2026-07-01", 15), instant("2026-03-08", 6, 59),
        ]
        for begin in begins {
            var model = MarketModel(seed: 1, fromMs: begin)
            for _ in 0..<500 {
                let event = model.next()
                #expect(event.atMs >= begin && event.atMs < begin + 60_000)
            }
        }
    }
}
