import DoDFormat

/// Whether a journal that says it was written at real speed was: its two times, line by line.
struct JournalClock {
    /// The runner reads the same clock twice, one right after the other; a stop of the machine may lie between.
    private static let readingsApartMSMax: Int64 = 2_000
    /// One line in so many may lie further apart: a set clock or a stopped machine caught it between the readings.
    private static let linesPerStray = 100
    /// A wall clock that was set changes what passed by it; that much it never is.
    private static let speedMax: Int64 = 2
    private static let speedSlackMS: Int64 = 60_000

    let journal: Journal
    /// On a synthetic feed time began elsewhere: only how fast it went can be known.
    let isLive: Bool

    init(_ journal: Journal, isLive: Bool) {
        self.journal = journal
        self.isLive = isLive
    }

    func report(_ findings: inout Findings) {
        if isLive { reportReadings(&findings) } else { reportSpeed(&findings) }
    }

    private func reportReadings(_ findings: inout Findings) {
        let apart = journal.lines.filter { abs($0.wallMS - $0.virtualMS) > Self.readingsApartMSMax }
        guard let first = apart.first else { return }
        let words =
            "\(first.place): written at \(ISOTime.text(first.wallMS)) by the machine's clock, the run's own time was \(ISOTime.text(first.virtualMS)): on a live run they are the same (\(apart.count) of \(journal.lines.count) lines)"
        if apart.count > max(1, journal.lines.count / Self.linesPerStray) {
            findings.fail(words)
        } else {
            findings.note(words)
        }
    }

    private func reportSpeed(_ findings: inout Findings) {
        guard let first = journal.lines.first, let last = journal.lines.last else { return }
        let (own, wall) = (last.virtualMS - first.virtualMS, last.wallMS - first.wallMS)
        if own > max(wall, 0) * Self.speedMax + Self.speedSlackMS {
            findings.fail(
                "the journal says real speed, and tells of \(own / 1_000) s of its own time in \(wall / 1_000) s by the machine's clock"
            )
        }
    }
}
