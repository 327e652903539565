/// From the `start` line of one run to its last line.
package struct RunSpan: Hashable, Sendable {
    /// `.min` when the run began before what was read of the ledger.
    package let startMs: Int64
    package var endMs: Int64

    package init(startMs: Int64, endMs: Int64) {
        self.startMs = startMs
        self.endMs = endMs
    }
}
