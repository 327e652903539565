/// A clock as the ledger names it.
struct ClockFacts: Hashable, Sendable {
    /// `system`, `page` in a rehearsal, `recording` in a replay: whatever is not `system` is no live evidence.
    var source: String
    /// Seconds of its time in a real second.
    var rate: Double
    var originMS: Int64
}
