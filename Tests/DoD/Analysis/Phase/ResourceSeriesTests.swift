import DoDAnalysis
import DoDFormat
import Testing

@Suite("Memory and open files along the time")
struct ResourceSeriesTests {
    @Test("A month of minutes is a bounded number of points, and no peak is lost")
    func month() throws {
        let window = TimeWindow(fromMS: 0, toMS: 30 * UTCDay.milliseconds)
        var series = ResourceSeries(window)
        for minute in 0..<Int64(30 * 1_440) {
            series.add(
                MinuteRecord(
                    minuteMS: minute * 60_000,
                    process: MinuteProcess(residentBytes: minute == 777 ? 99 : 10, openFiles: 3)))
        }
        #expect(series.points.count <= ResourceSeries.stretchesMax + 1)
        #expect(series.minutes == 43_200 && series.residentBytesMax == 99 && series.openFilesMax == 3)
        #expect(try #require(series.points.first { $0.residentBytes == 99 }).fromMS <= 777 * 60_000)
    }

    @Test("A minute that began before the window counts at its begin; one outside does not")
    func edges() {
        var series = ResourceSeries(TimeWindow(fromMS: 30_000, toMS: 600_000))
        series.add(MinuteRecord(minuteMS: 0, process: MinuteProcess(residentBytes: 5)))
        series.add(MinuteRecord(minuteMS: 600_000, process: MinuteProcess(residentBytes: 7)))
        #expect(series.minutes == 1 && series.points.first?.fromMS == 30_000)
    }
}
