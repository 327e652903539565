import DoDFormat

/// How much the engine wrote into its log, by the runner's samples.
struct LogVolume {
    /// A signal's line of the log has at least and at most so many bytes; they are not part of the volume.
    private static let signalLineBytesMin: Int64 = 60
    private static let signalLineBytesMax: Int64 = 250
    private static let dayMS: Int64 = 86_400_000
    private static let megabyte: Int64 = 1_000_000

    private let samples: Int
    private let spanMS: Int64
    private let signals: Int64
    /// Between samples of which the later one was not smaller: where the log was rotated, what it had grown by
    /// until then is not known.
    private var grownBytes: Int64 = 0
    private var grownMS: Int64 = 0
    private var rotations = 0

    /// Nil when there are not two samples with some time and no rotation between them.
    init?(_ journal: Journal, _ run: RunEvidence, asked: TimeWindow) {
        let samples = journal.lines.compactMap { line -> (atMS: Int64, bytes: Int64)? in
            guard case .sample(let sample) = line.event, asked.contains(line.virtualMS) else { return nil }
            return (line.virtualMS, sample.logBytes)
        }
        guard let first = samples.first, let last = samples.last, last.atMS > first.atMS else { return nil }
        self.samples = samples.count
        spanMS = last.atMS - first.atMS
        signals = run.records.signalsByMinute.sum(fromMS: first.atMS, toMS: last.atMS)
        for (before, after) in zip(samples, samples.dropFirst()) {
            guard after.bytes >= before.bytes else {
                rotations += 1
                continue
            }
            grownBytes += after.bytes - before.bytes
            grownMS += after.atMS - before.atMS
        }
        if grownMS <= 0 { return nil }
    }

    private static func perDay(_ amount: Int64, in ms: Int64) -> Int64 {
        Int64(clamping: Int128(amount) * Int128(dayMS) / Int128(ms))
    }

    private var bytesPerDay: Int64 { Self.perDay(grownBytes, in: grownMS) }
    private var signalsPerDay: Int64 { Self.perDay(signals, in: spanMS) }
    /// Beside the signals' own lines: no more than this, and no less than that.
    private var restPerDayMax: Int64 { max(0, bytesPerDay - signalsPerDay * Self.signalLineBytesMin) }
    private var restPerDayMin: Int64 { max(0, bytesPerDay - signalsPerDay * Self.signalLineBytesMax) }

    var summary: String { "log at most \(restPerDayMax / Self.megabyte) MB a day beside the signals' lines" }

    func report(_ policy: Policy, _ findings: inout Findings) -> Facts {
        let limit = policy.hundredths(.logMegabytesPerDayMax) * Self.megabyte / 100
        let words =
            "the log grows by \(bytesPerDay) bytes a day with \(signalsPerDay) signals (\(samples) samples in \(DurationText.text(spanMS)))"
        if restPerDayMin > limit {
            findings.fail(
                "\(words): more than \(policy.text(.logMegabytesPerDayMax)) MB a day beside the signals")
        } else if restPerDayMax > limit {
            findings.doubt(
                "\(words): whether that is more than \(policy.text(.logMegabytesPerDayMax)) MB a day beside the signals can't be told"
            )
        }
        return [
            "samples": .count(samples), "seconds": .count(spanMS / 1_000), "rotations": .count(rotations),
            "bytes_per_day": .count(bytesPerDay), "signals_per_day": .count(signalsPerDay),
            "bytes_per_day_without_signals_max": .count(restPerDayMax),
        ]
    }
}
