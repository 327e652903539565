/// Whether a disk is large enough for a run, and for a week of them. Pure.
package struct DiskForecast: Sendable {
    /// What a busy day writes: signals, follow-ups, ledger and log of 2,000,000 signals, rounded up.
    package static let dayBytes: Int64 = 1 << 30
    private static let week: Int64 = 7
    private static let dayMs: Int64 = 86_400_000

    package let freeBytes: Int64
    package let durationMs: Int64

    package init(freeBytes: Int64, durationMs: Int64) {
        self.freeBytes = freeBytes
        self.durationMs = durationMs
    }

    package func check(_ path: String) -> MachineCheck {
        let run = max(Self.dayBytes / 8, Self.dayBytes * durationMs / Self.dayMs)
        let free = "\(Self.gigabytes(freeBytes)) free for \(path)"
        if freeBytes < run {
            return MachineCheck(
                "disk",
                .wrong("\(free), and a run of this length may write \(Self.gigabytes(run)): make room there"))
        }
        if freeBytes < Self.dayBytes * Self.week {
            let week = Self.gigabytes(Self.dayBytes * Self.week)
            return MachineCheck("disk", .doubtful("\(free): enough for this run, not for a week (\(week))"))
        }
        return MachineCheck("disk", .fine("\(free), enough for a week"))
    }

    static func gigabytes(_ bytes: Int64) -> String {
        let tenths = bytes / ((1 << 30) / 10)
        return "\(tenths / 10).\(tenths % 10) GB"
    }
}
