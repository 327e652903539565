package import DoDFormat

/// A connection that was up and subscribed.
package struct ConnectionSpan: Hashable, Sendable {
    package var window: TimeWindow
    /// Counts from 1 in each process.
    package var connection: Int64
    /// Why it ended: the ledger's cause, or `process` when the process ended first and nothing more is known.
    package var cause: String
}
