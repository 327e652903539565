/// A stretch of time, half open: `fromMS` belongs to it, `toMS` does not.
package struct TimeWindow: Hashable, Sendable {
    package var fromMS: Int64
    package var toMS: Int64

    package init(fromMS: Int64, toMS: Int64) {
        self.fromMS = fromMS
        self.toMS = toMS
    }

    package var durationMS: Int64 { max(0, toMS - fromMS) }
    package func contains(_ ms: Int64) -> Bool { ms >= fromMS && ms < toMS }
    /// Nil when they have no moment in common.
    package func intersection(_ other: TimeWindow) -> TimeWindow? {
        let common = TimeWindow(fromMS: max(fromMS, other.fromMS), toMS: min(toMS, other.toMS))
        return common.fromMS < common.toMS ? common : nil
    }

    /// An end that nobody gave.
    package static let openFromMS: Int64 = 0
    package static let openToMS: Int64 = 4_102_444_800_000

    /// With an end that is open where what was observed ends. Nil when nothing was observed and an end is open.
    package func closed(by observed: [TimeWindow]) -> TimeWindow? {
        guard fromMS == Self.openFromMS || toMS == Self.openToMS else { return self }
        guard let first = observed.map(\.fromMS).min(), let last = observed.map(\.toMS).max() else {
            return nil
        }
        let from = fromMS == Self.openFromMS ? min(first, toMS - 1) : fromMS
        return TimeWindow(fromMS: from, toMS: toMS == Self.openToMS ? max(last, from + 1) : toMS)
    }
}
