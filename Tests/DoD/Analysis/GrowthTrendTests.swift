import DoDAnalysis
import DoDFormat
import Testing

@Suite("Growth")
struct GrowthTrendTests {
    func trend(_ hours: Range<Int64>, process: Int = 0, _ level: (Int64) -> Int64) -> GrowthTrend {
        var trend = GrowthTrend()
        for hour in hours {
            for minute: Int64 in 0..<60 {
                trend.add(level(hour), process: process, atMS: (hour * 60 + minute) * 60_000)
            }
        }
        return trend
    }

    @Test("A straight line is found exactly, with no doubt")
    func line() throws {
        let slope = try #require(trend(0..<24) { 1_000 + $0 * 50 }.slope)
        #expect(abs(slope.perDay - 1_200) < 1e-6)
        #expect(abs(slope.upperPerDay - 1_200) < 1e-6)
        #expect(slope.points == 24)
    }

    @Test("A process that starts low again does not lower the slope")
    func processes() throws {
        var both = trend(0..<12) { 1_000 + $0 * 50 }
        both.merge(trend(12..<24, process: 1) { 1_000 + ($0 - 12) * 50 })
        #expect(abs(try #require(both.slope).perDay - 1_200) < 1e-6)
    }

    @Test("By hand: three points, one degree of freedom")
    func bound() throws {
        // Levels 0, 3, 0 in hours 0, 1, 2: slope 0, residuals -1, 2, -1, so the error is sqrt(6 / 2).
        let slope = try #require(trend(0..<3) { $0 == 1 ? 3 : 0 }.slope)
        #expect(abs(slope.perDay) < 1e-9)
        #expect(abs(slope.upperPerDay / 24 - 12.706 * 3.0.squareRoot()) < 1e-6)
        #expect(abs(slope.lowerPerDay / 24 + 12.706 * 3.0.squareRoot()) < 1e-6)
        #expect(trend(0..<2) { $0 }.slope == nil)
        #expect(GrowthTrend().slope == nil)
    }

    @Test("Errors that go together widen the bound")
    func together() throws {
        let mixed = try #require(trend(0..<40) { $0 % 2 * 100 }.slope)
        let blocks = try #require(trend(0..<40) { $0 / 5 % 2 * 100 }.slope)
        #expect(blocks.upperPerDay - blocks.perDay > 1.5 * (mixed.upperPerDay - mixed.perDay))
    }

    @Test("Shards make the whole")
    func merge() {
        let whole = trend(0..<24) { $0 * $0 }
        var left = trend(0..<9) { $0 * $0 }
        left.merge(trend(9..<24) { $0 * $0 })
        #expect(left == whole)
    }

    @Test("Signals by side in ten minutes")
    func signals() {
        var records = RecordFacts()
        for (side, ms, count) in [(Side.buy, 599_999, 2), (.buy, 600_000, 5), (.sell, 1_900_000, 3)]
            as [(Side, Int64, Int64)]
        {
            records.signalsBySlot[SideSlotKey(side: side, containing: ms)] = count
        }
        var rate = SignalRate(records)
        rate.merge(SignalRate(records))
        let slots = rate.slots(in: TimeWindow(fromMS: 60_000, toMS: 2_400_000))
        #expect(slots.map(\.buy) == [4, 10, 0, 0])
        #expect(slots.map(\.sell) == [0, 0, 0, 6])
    }
}
