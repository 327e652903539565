import DoDReport
import Testing

@Suite("Pictures")
struct PictureTests {
    @Test func ticksAreRoundAndMidnightHasItsDate() {
        let axis = TimeAxis(fromMs: SampleModel.fromMs, toMs: SampleModel.toMs)
        #expect(
            axis.ticks.map(\.text) == [
                "09:00", "12:00", "15:00", "18:00", "21:00", "21 Jan", "03:00", "06:00",
            ])
        #expect(axis.unit(SampleModel.fromMs) == 0 && axis.unit(SampleModel.toMs) == TimeAxis.units)
        #expect(axis.unit(0) == 0 && axis.unit(.max) == TimeAxis.units)
        #expect(TimeAxis(fromMs: 5, toMs: 5).ticks.count <= 10)
        #expect(TimeAxis(fromMs: 0, toMs: 365 * 86_400_000).ticks.count <= 10)
    }

    @Test func sharesNeverReadAsMoreThanTheyAre() {
        #expect(Numbers.share(99_999, of: 100_000) == "99.99 %")
        #expect(Numbers.share(3, of: 3) == "100.00 %")
        #expect(Numbers.share(0, of: 0) == "–")
        #expect(Numbers.share(Int.max / 2, of: Int.max) == "49.99 %")
    }

    @Test(
        arguments: [
            (0, "0 ms"), (999, "999 ms"), (1_000, "1 s"), (1_500, "1.50 s"), (61_000, "1 min 1 s"),
            (86_520_000, "24 h 2 min"),
            (172_800_000, "2 d"), (180_000_000, "2 d 2 h"),
        ] as [(Int64, String)]) func durations(ms: Int64, text: String)
    {
        #expect(Numbers.duration(ms: ms) == text)
    }

    @Test func numbersAreGrouped() {
        #expect(Numbers.grouped(0) == "0" && Numbers.grouped(1_234_567) == "1,234,567")
        #expect(Numbers.grouped(-1_000) == "-1,000" && Numbers.grouped(Int64.min).hasPrefix("-9,223"))
        #expect(Numbers.hundredths(-5) == "-0.05")
    }

    @Test func whatIsShortCanStillBeSeen() throws {
        let axis = TimeAxis(fromMs: 0, toMs: 86_400_000)
        let blink = try #require(Strip.box(axis, 1_000, 1_001, style: "down"))
        #expect(blink.to - blink.from == Strip.narrowest)
        let last = try #require(Strip.box(axis, 86_400_000, 86_400_000, style: "down"))
        #expect(last.to == TimeAxis.units)
        #expect(Strip.box(axis, -2, -1, style: "down") == nil)
    }

    @Test func aGapFreeDayIsOneLine() {
        var line = TimeLine(fromMs: 0, toMs: 100)
        #expect(line.axis.toMs == 60_000)
        line = TimeLine(fromMs: 0, toMs: 100_000)
        #expect(line.free(of: [.init(fromMs: 0, toMs: 100_000)]).isEmpty)
        #expect(line.free(of: []) == [.init(fromMs: 0, toMs: 100_000)])
        #expect(
            line.free(of: [.init(fromMs: 50_000, toMs: 60_000), .init(fromMs: 10_000, toMs: 20_000)])
                == [
                    .init(fromMs: 0, toMs: 10_000), .init(fromMs: 20_000, toMs: 50_000),
                    .init(fromMs: 60_000, toMs: 100_000),
                ])
    }

    @Test func binningLosesNoMinute() {
        let rows = (0..<200).map { row in
            CoverageMap.Row(
                label: "m\(row)", cells: (0..<400).map { .init(covered: ($0 + row) % 61, expected: 60) })
        }
        let map = CoverageMap(firstHourMs: 0, rows: rows)
        #expect(map.rows.count <= CoverageMap.rowsMax && map.columns <= CoverageMap.columnsMax)
        #expect(
            map.total
                == rows.map(\.total).reduce(.init()) {
                    .init(covered: $0.covered + $1.covered, expected: $0.expected + $1.expected)
                })
        #expect(map.binning == "Too much to draw one by one: 3 hours a column, 2 markets a row.")
        #expect(CoverageMap(firstHourMs: 0, rows: Array(rows.prefix(128))).marketsPerRow == 1)
    }

    @Test func barsAreBinnedAndCounted() {
        let chart = BarChart(binMs: 600_000, beginMs: 0, bins: Array(repeating: 2, count: 5_000))
        #expect(chart.bins.count <= BarChart.pointsMax && chart.total == 10_000 && chart.peak == 6)
        #expect(chart.binMs == 1_800_000)
        #expect(BarChart(binMs: 1, beginMs: 0, bins: []).svg(TimeAxis(fromMs: 0, toMs: 1)).contains("d=\"\""))
    }
}
