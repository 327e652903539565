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
}
