import DoDAnalysis
import DoDFormat
import Testing

@Suite("Coverage by market and hour")
struct HourlyCoverageTests {
    /// 2026-01-20T22:30Z: three hours over midnight.
    let startMS: Int64 = 1_768_948_200_000
    let first = MarketKey(dex: "xyz", index: 0)
    let second = MarketKey(dex: "xyz", index: 1)

    /// Covered where `isCovered` says so; minutes counted from the start.
    func coverage(_ minutes: Range<Int64>, _ isCovered: (MarketKey, Int64) -> Bool) -> HourlyCoverage {
        var coverage = HourlyCoverage()
        for minute in minutes {
            for market in [first, second] {
                coverage.note(
                    market, startMS + minute * 60_000, isCovered: isCovered(market, minute))
            }
        }
        return coverage
    }

    @Test("A shard and another make the whole, in any order and even twice")
    func merge() {
        let rule = { (market: MarketKey, minute: Int64) in (minute * 7 + Int64(market.index)) % 11 != 0 }
        let whole = coverage(0..<180, rule)
        for cut: Int64 in [1, 37, 90, 91, 179] {
            var left = coverage(0..<cut, rule)
            var right = coverage(cut..<180, rule)
            let kept = right
            right.merge(left)
            left.merge(kept)
            left.merge(kept)
            #expect(left == whole && right == whole)
        }
        #expect(whole.total.expected == 360)
        #expect(whole.count(first).expected == 180)
    }

    @Test("Gaps run on over hours and midnight")
    func gaps() {
        let map = coverage(0..<180) { market, minute in
            market == second ? minute < 20 || minute >= 100 : minute < 25 || minute >= 95
        }
        let gap = map.gaps(of: second)
        #expect(gap.count == 1)
        #expect(gap.first?.window == TimeWindow(fromMS: startMS + 20 * 60_000, toMS: startMS + 100 * 60_000))
        #expect(gap.first?.durationMS == Int64(80 * 60_000))
        #expect(map.wholeGaps.map(\.window.durationMS) == [70 * 60_000])
        #expect(map.partialGaps.map(\.durationMS) == [5 * 60_000, 5 * 60_000])
        #expect(map.count(second, hourMS: startMS - 1_800_000).expected == 30)
        let window = TimeWindow(fromMS: startMS + 10 * 60_000, toMS: startMS + 30 * 60_000)
        #expect(map.count(second, in: window) == CoverageCount(covered: 10, expected: 20))
    }

    @Test("Half minutes at the edges of a window are not judged")
    func wholeMinutes() {
        let window = TimeWindow(fromMS: startMS + 1, toMS: startMS + 180_000 - 1)
        #expect(Array(MinuteSeries.wholeMinutes(of: window)) == [startMS + 60_000])
        #expect(
            Array(MinuteSeries.wholeMinutes(of: TimeWindow(fromMS: startMS, toMS: startMS + 59_999))) == [])
    }
}
