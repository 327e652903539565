/// Reads a signals or follow-ups file from end to end: the form of each line, the day, the order of time,
/// and what the audit makes of the record.
struct RecordPass {
    let path: String
    let name: FileName
    /// Bytes before this offset were there before any ledger: judged by their form only, leniently.
    let legacyBytes: Int64
    /// False: nobody says that our engine wrote this file, so its form is judged leniently.
    let hasLedger: Bool
    /// Steps back of the engine's clock, when time may fall.
    let clockSteps: [ClockStep]

    private(set) var damages = DamageList()
    private(set) var records: Int64 = 0
    private var firstMS: Int64?
    private var lastMS: Int64?
    /// Of the day that the file is named by.
    private let dayMS: Range<Int64>
    private let canonical: CarefulReader
    private let lenient: CarefulReader

    init(path: String, name: FileName, legacyBytes: Int64, hasLedger: Bool, clockSteps: [ClockStep]) {
        self.path = path
        self.name = name
        self.legacyBytes = legacyBytes
        self.hasLedger = hasLedger
        self.clockSteps = clockSteps
        dayMS = name.day.map { $0.startMS..<$0.endMS } ?? Int64.min..<Int64.max
        let form = name.kind == .signals ? RecordForm.signal : .followup
        canonical = CarefulReader(form: form, rule: .canonical)
        lenient = CarefulReader(form: form, rule: .lenient)
    }

    mutating func line(_ line: ScannedLine, audit: inout RecordAudit) {
        guard line.endsWithNewline else {
            let problem = BrokenText.nul(in: line.bytes)
            damages.add(
                problem ?? FormatError(.noFinalNewline, "the file ends within a line"), file: path, line: line
            )
            return
        }
        records += 1
        if line.isTooLong {
            damages.add(FormatError(.lineTooLong), file: path, line: line)
        } else if line.offset < legacyBytes {
            audit.addLegacy()
            if let problem = legacyProblem(of: line) { damages.add(problem, file: path, line: line) }
        } else if name.kind == .signals {
            signal(line, &audit)
        } else {
            followup(line, &audit)
        }
    }

    private func legacyProblem(of line: ScannedLine) -> FormatError? {
        let isCanonical =
            name.kind == .signals
            ? SignalRecord(canonical: line.bytes) != nil : FollowupRecord(canonical: line.bytes) != nil
        return isCanonical ? nil : lenient.problem(of: line.bytes)
    }

    private mutating func signal(_ line: ScannedLine, _ audit: inout RecordAudit) {
        var record = SignalRecord()
        if !record.read(canonical: line.bytes) {
            guard let old = old(line, OldForm.signal) else { return }
            record = old
        }
        check(record.timestampMS, line)
        audit.add(record, at: place(line))
    }

    private mutating func followup(_ line: ScannedLine, _ audit: inout RecordAudit) {
        var record = FollowupRecord()
        if !record.read(canonical: line.bytes) {
            guard let old = old(line, OldForm.followup) else { return }
            record = old
        }
        check(record.capturedAtMS, line)
        audit.add(record, at: place(line))
    }

    /// A line that is not canonical: read as one of an older engine where that may be, else named as damage.
    private mutating func old<Record>(
        _ line: ScannedLine, _ read: (UnsafeBufferPointer<UInt8>) throws -> Record
    ) -> Record? {
        do {
            let problem =
                hasLedger
                ? canonical.problem(of: line.bytes) ?? FormatError(.notCanonical)
                : lenient.problem(of: line.bytes)
            if let problem { throw problem }
            return try read(line.bytes)
        } catch let error as FormatError {
            damages.add(error, file: path, line: line)
        } catch {
            damages.add(FormatError(.notJSON, "\(error)"), file: path, line: line)
        }
        return nil
    }

    private mutating func check(_ ms: Int64, _ line: ScannedLine) {
        if let day = name.day, !dayMS.contains(ms) {
            let error = FormatError(.wrongDay, "\(ISOTime.text(ms)) in the file of \(day)")
            damages.add(atTime(error, line), file: path, line: line)
        }
        if let lastMS, ms < lastMS, !mayFall(from: lastMS, to: ms) {
            damages.add(atTime(FormatError(.timeBack, "\(ms) after \(lastMS)"), line), file: path, line: line)
        }
        if firstMS == nil { firstMS = ms }
        lastMS = ms
    }

    private func atTime(_ error: FormatError, _ line: ScannedLine) -> FormatError {
        let key = name.kind == .signals ? "timestamp_ms" : "captured_at_ms"
        return error.moved(to: KeyPlace.value(of: key, in: line.bytes))
    }

    /// For a part of the file that another thread reads.
    func part() -> RecordPass {
        RecordPass(
            path: path, name: name, legacyBytes: legacyBytes, hasLedger: hasLedger, clockSteps: clockSteps)
    }

    /// True when the lines that `next` saw can follow those seen here as if they had been read one by one: none is
    /// damaged, and time does not fall from here to there.
    func canJoin(_ next: RecordPass) -> Bool {
        guard next.damages.count == 0 else { return false }
        guard let lastMS, let first = next.firstMS else { return true }
        return first >= lastMS
    }

    /// `canJoin(next)` must hold.
    mutating func join(_ next: RecordPass) {
        records += next.records
        if firstMS == nil { firstMS = next.firstMS }
        lastMS = next.lastMS ?? lastMS
    }

    /// True when a clock line of the ledger explains it.
    private func mayFall(from: Int64, to: Int64) -> Bool {
        clockSteps.contains { $0.toMS < $0.fromMS && to >= $0.toMS && from <= $0.fromMS }
    }

    private func place(_ line: ScannedLine) -> LinePlace {
        LinePlace(file: path, line: line.number, byteOffset: line.offset)
    }
}
