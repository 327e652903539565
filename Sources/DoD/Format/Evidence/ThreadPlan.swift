/// On how many threads files are read, and in what portions. No answer depends on it.
package struct ThreadPlan: Hashable, Sendable {
    package static let threadsMax = 256
    /// Large enough that a portion's own cost does not show, small enough that the last one keeps nobody waiting.
    package static let portionBytes: Int64 = 1 << 24

    package let threads: Int
    package let portionBytes: Int64

    package init(threads: Int = 1, portionBytes: Int64 = ThreadPlan.portionBytes) {
        self.threads = max(1, threads)
        self.portionBytes = max(1, portionBytes)
    }
}
