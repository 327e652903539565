/// Decides whether the wall clock was set, from what it says beside a monotonic clock. Holds no clock.
struct WallWatch {
    /// A wall clock that differs from ours by more than this was set.
    static let stepMinMS: Int64 = 500
    /// How often it is worth asking.
    static let intervalMS: Int64 = 1_000
    /// Two readings that took longer than this say nothing of each other: the process did not run in between.
    static let readingMaxMS: Int64 = 100

    private var lookedMS: Int64?

    /// True when it is time to look again, by the monotonic clock.
    func isDue(nowMS: Int64) -> Bool { lookedMS.map { nowMS - $0 >= Self.intervalMS } ?? true }

    /// What the wall clock was set to; nil when it was not set, or when nobody can tell.
    ///
    /// - Parameters:
    ///   - beforeMS: the monotonic clock before the wall clock was read.
    ///   - afterMS: the same after it.
    ///   - shiftMS: by how much the wall clock was ahead when it was set last.
    mutating func step(beforeMS: Int64, wallMS: Int64, afterMS: Int64, shiftMS: Int64) -> Int64? {
        guard afterMS - beforeMS <= Self.readingMaxMS else { return nil }
        lookedMS = afterMS
        return abs(wallMS - afterMS - shiftMS) >= Self.stepMinMS ? wallMS : nil
    }
}
