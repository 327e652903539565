/// What a replay says at its end.
struct ReplayReport {
    let recording: String
    let run: RecordedRun
    let tally: Replay.Tally
    let end: RecordingSource.End
    let bytesUsed: Int64
    let bytes: Int64

    /// One line of figures.
    func summary(signals: Int, followups: Int, directory: String, elapsedNs: Int64) -> String {
        let spanMS = max(0, tally.lastMS - tally.firstMS)
        let elapsed = Double(max(1, elapsedNs)) / 1e9
        let speed = Int64((Double(spanMS) / 1_000 / elapsed).rounded())
        return
            "replayed \(recording): run \(run.runID), \(tally.frames) frames of \(Self.duration(spanMS)) in "
            + "\(Self.oneDecimal(elapsed)) s (\(speed) times real time), \(signals) signals, "
            + "\(followups) follow-ups in \(directory)"
    }

    /// What the recording does not hold; nil when it is whole.
    var lack: String? {
        if case .unreadable(let at, let count, let isDamage) = end {
            let what = isDamage ? "damaged" : "torn"
            return "\(recording) is \(what) at byte \(at): \(bytesUsed) of \(bytes) bytes were used, "
                + "\(tally.inputs) inputs; the last \(count) bytes were not"
        }
        switch tally.ending {
        case .end(let inputs) where inputs == tally.inputs: return nil
        case .end(let inputs):
            return "\(recording) should hold \(inputs) inputs and holds \(tally.inputs)"
        case .broken(let cause, let lost, let isFinal):
            return "\(recording) ended before the run that it records: \(cause); "
                + "\(isFinal ? "" : "at least ")\(lost) inputs are not in it"
        default:
            return
                "\(recording) has no end: its recorder was killed; all \(tally.inputs) inputs that it holds "
                + "were used"
        }
    }

    /// Bytes in its middle are not what was written.
    var isDamaged: Bool {
        if case .unreadable(_, _, isDamage: true) = end { true } else { false }
    }

    static func duration(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1_000
        if seconds < 60 { return "\(oneDecimal(Double(milliseconds) / 1_000)) s" }
        if seconds < 3_600 { return "\(seconds / 60) min \(seconds % 60) s" }
        return "\(seconds / 3_600) h \(seconds / 60 % 60) min"
    }

    static func oneDecimal(_ number: Double) -> String {
        let tenths = Int64((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
