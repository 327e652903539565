import DoDFormat

/// How much the engine wrote, by the runner's samples: the log, and the data for the forecast of the disk.
struct WrittenVolume {
    /// A signal's line of the log has at least and at most so many bytes; they are not part of the volume.
    private static let signalLineBytesMin: Int64 = 60
    private static let signalLineBytesMax: Int64 = 250
    private static let dayMS: Int64 = 86_400_000
    private static let megabyte: Int64 = 1_000_000

    private let samples: Int
    private let spanMS: Int64
    private var logBytes: Int64 = 0
    private var dataBytes: Int64 = 0
    private let signals: Int64

    /// Nil when there are not two samples with some time between them.
    init?(_ journal: Journal, _ run: RunEvidence, asked: TimeWindow) {
        let samples = journal.lines.compactMap { line -> (atMS: Int64, sample: ResourceSample)? in
            guard case .sample(let sample) = line.event, asked.contains(line.virtualMS) else { return nil }
            return (line.virtualMS, sample)
        }
        guard let first = samples.first, let last = samples.last, last.atMS > first.atMS else { return nil }
        self.samples = samples.count
        spanMS = last.atMS - first.atMS
        for (before, after) in zip(samples, samples.dropFirst()) {
            logBytes += Self.growth(before.sample.logBytes, after.sample.logBytes)
            dataBytes += max(0, after.sample.dataBytes - before.sample.dataBytes)
        }
        signals = run.records.signalsByMinute.reduce(0) { sum, entry in
            entry.key.minuteMS >= first.atMS && entry.key.minuteMS < last.atMS ? sum + entry.value : sum
        }
    }

    /// A log that became smaller was rotated: what it has now is new.
    private static func growth(_ before: Int64, _ after: Int64) -> Int64 {
        after >= before ? after - before : after
    }

    private func perDay(_ bytes: Int64) -> Int64 {
        Int64(clamping: Int128(max(0, bytes)) * Int128(Self.dayMS) / Int128(spanMS))
    }

    /// Beside the signals' own lines: no more than this, and no less than that.
    private var logPerDayMax: Int64 { perDay(logBytes - signals * Self.signalLineBytesMin) }
    private var logPerDayMin: Int64 { perDay(logBytes - signals * Self.signalLineBytesMax) }

    var summary: String {
        "log \(logPerDayMax / Self.megabyte) MB a day beside the signals' lines, data \(perDay(dataBytes) / Self.megabyte) MB a day"
    }

    func report(_ policy: Policy, _ findings: inout Findings) -> Facts {
        let limit = policy.hundredths(.logMegabytesPerDayMax) * Self.megabyte / 100
        let words =
            "the log grew by \(logBytes) bytes in \(DurationText.text(spanMS)) with \(signals) signals (\(samples) samples)"
        if logPerDayMin > limit {
            findings.fail(
                "\(words): more than \(policy.text(.logMegabytesPerDayMax)) MB a day beside the signals")
        } else if logPerDayMax > limit {
            findings.doubt(
                "\(words): whether that is more than \(policy.text(.logMegabytesPerDayMax)) MB a day beside the signals can't be told"
            )
        }
        let monthDays = policy.whole(.growthDays)
        findings.note(
            "data grow by \(perDay(dataBytes)) bytes a day: \(perDay(dataBytes) / Self.megabyte * monthDays) MB in \(monthDays) days"
        )
        return [
            "samples": .count(samples), "seconds": .count(spanMS / 1_000), "log_bytes": .count(logBytes),
            "signals": .count(signals), "log_bytes_per_day_max": .count(logPerDayMax),
            "data_bytes_per_day": .count(perDay(dataBytes)),
        ]
    }
}
