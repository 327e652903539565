import DoDAnalysis
import DoDFormat

/// Memory and open files of the engine along the window.
struct ResourcesView {
    let resourceRows: [Row]
    let resourceTicks: [TimeAxis.Tick]
    let resourcesText: String

    struct Row {
        let resourceName: String
        let resourceChart: String
        let resourcePeak: String
        let resourceLeast: String
    }

    private static let height: Int64 = 100

    init(_ series: ResourceSeries) {
        let axis = TimeAxis(fromMs: series.window.fromMS, toMs: series.window.toMS)
        let points = series.points
        let memory = points.map { ($0.fromMS, $0.residentBytes) }
        let files = points.map { ($0.fromMS, $0.openFiles) }
        resourceRows = [
            Row(
                resourceName: "Memory", resourceChart: Self.chart(memory, axis, series.stretchMS),
                resourcePeak: "\(Self.megabytes(series.residentBytesMax)) MB",
                resourceLeast: "least \(Self.megabytes(memory.map(\.1).min() ?? 0))"),
            Row(
                resourceName: "Open files", resourceChart: Self.chart(files, axis, series.stretchMS),
                resourcePeak: Numbers.grouped(series.openFilesMax),
                resourceLeast: "least \(Numbers.grouped(files.map(\.1).min() ?? 0))"),
        ]
        resourceTicks = axis.ticks
        resourcesText =
            "By the ledger, n \(Numbers.grouped(series.minutes)) minute lines; the largest value of each "
            + "\(Numbers.duration(ms: series.stretchMS)), from zero up. What they may grow is judged under resources above."
    }

    /// `20.1`
    private static func megabytes(_ bytes: Int64) -> String {
        let tenths = bytes / 100_000
        return "\(Numbers.grouped(tenths / 10)).\(tenths % 10)"
    }

    /// A line with a break where minutes are missing.
    private static func chart(_ points: [(atMS: Int64, value: Int64)], _ axis: TimeAxis, _ stretchMS: Int64)
        -> String
    {
        let peak = max(1, points.map(\.value).max() ?? 1)
        var path = ""
        var lastMS: Int64?
        for (atMS, value) in points {
            let y = height - value * (height - 4) / peak
            let isJoined = lastMS.map { atMS - $0 <= stretchMS } ?? false
            path += "\(isJoined ? "L" : "M")\(axis.unit(atMS)) \(y)H\(axis.unit(atMS + stretchMS))"
            lastMS = atMS
        }
        return
            #"<svg class="curve" viewBox="0 0 \#(TimeAxis.units) \#(height)" preserveAspectRatio="none" "#
            + #"aria-hidden="true"><path d="\#(path)"/></svg>"#
    }
}
