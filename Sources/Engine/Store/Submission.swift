/// One whole line for a daily file, on its way to the writer.
package struct Record: Sendable {
    /// `.signals` or `.followups`; the ledger's lines are made by the writer itself.
    package let stream: RecordStream
    /// The record's own time, ms since the Unix epoch: it names the day's file.
    package let timeMs: Int64
    /// The canonical line with its `\n`.
    package let line: [UInt8]
    /// Given back to the observer when the record is counted; for a signal what its log line says.
    package let note: String
    /// When the frame that led to it came (ns of CLOCK_MONOTONIC); nil when none did, or nobody measures.
    package let arrivedNs: Int64?

    package init(
        _ stream: RecordStream, timeMs: Int64, line: [UInt8], note: String = "", arrivedNs: Int64? = nil
    ) {
        precondition(line.last == UInt8(ascii: "\n"), "a record is a whole line")
        self.stream = stream
        self.timeMs = timeMs
        self.line = line
        self.note = note
        self.arrivedNs = arrivedNs
    }
}

/// What a ledger line says, without what the writer adds: `seq` and `chain`.
package struct LedgerEntry: Sendable {
    package let type: String
    package let atMs: Int64
    /// `"a":1,"b":2`: the type's own members in their order, without braces.
    package let members: [UInt8]

    package init(_ type: String, atMs: Int64, members: [UInt8]) {
        self.type = type
        self.atMs = atMs
        self.members = members
    }
}

/// What is handed over to the writer.
///
/// Hand over in the order of time: a minute's line before anything of the next minute. The writer never asks
/// a clock; the newest time it was handed is its own.
package enum Submission: Sendable {
    case record(Record)
    case ledger(LedgerEntry)
    /// The line of `markets_DATE.json`, for this day and for each that begins while it holds.
    case markets(line: [UInt8], atMs: Int64)
    /// Nothing but the time: closes the day and dates the seals while no record comes.
    case time(Int64)

    /// The time that it carries: the writer's, once it has taken it.
    package var timeMs: Int64 {
        switch self {
        case .record(let record): record.timeMs
        case .ledger(let entry): entry.atMs
        case .markets(_, let atMs), .time(let atMs): atMs
        }
    }

    /// Counted when it has to be dropped. The time alone is no loss.
    var isLoss: Bool {
        if case .time = self { false } else { true }
    }
}
