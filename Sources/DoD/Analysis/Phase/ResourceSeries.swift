package import DoDFormat

/// Memory and open files along the time, the largest of each stretch, in a bounded number of stretches.
package struct ResourceSeries: Hashable, Sendable {
    package static let stretchesMax = 240

    package struct Point: Hashable, Sendable {
        package var fromMS: Int64
        package var residentBytes: Int64 = 0
        package var openFiles: Int64 = 0
        package var minutes: Int64 = 0
    }

    package let window: TimeWindow
    package let stretchMS: Int64
    private var found: [Int64: Point] = [:]

    package init(_ window: TimeWindow) {
        self.window = window
        let least = max(MinuteRecord.milliseconds, window.durationMS / Int64(Self.stretchesMax))
        let rounded = (least + MinuteRecord.milliseconds - 1) / MinuteRecord.milliseconds
        stretchMS = rounded * MinuteRecord.milliseconds
    }

    /// A minute outside the window is left out; one that begins before it counts at its begin.
    package mutating func add(_ minute: MinuteRecord) {
        let atMS = max(minute.minuteMS, window.fromMS)
        guard window.contains(atMS), minute.minuteMS + MinuteRecord.milliseconds > window.fromMS else {
            return
        }
        let from = atMS - (atMS - window.fromMS) % stretchMS
        var point = found[from] ?? Point(fromMS: from)
        point.residentBytes = max(point.residentBytes, minute.process.residentBytes)
        point.openFiles = max(point.openFiles, minute.process.openFiles)
        point.minutes += 1
        found[from] = point
    }

    /// By time; stretches without a minute are left out.
    package var points: [Point] { found.values.sorted { $0.fromMS < $1.fromMS } }
    package var minutes: Int64 { points.reduce(0) { $0 + $1.minutes } }
    package var residentBytesMax: Int64 { points.map(\.residentBytes).max() ?? 0 }
    package var openFilesMax: Int64 { points.map(\.openFiles).max() ?? 0 }
}
