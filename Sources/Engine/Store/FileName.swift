/// The three kinds of daily files that grow line by line.
package enum RecordStream: String, Sendable, CaseIterable, Comparable {
    case signals, followups, ledger

    package static func < (left: RecordStream, right: RecordStream) -> Bool {
        left.rank < right.rank
    }

    /// The ledger comes last: what it says of the others must be true when it is read.
    private var rank: Int {
        switch self {
        case .signals: 0
        case .followups: 1
        case .ledger: 2
        }
    }
}

/// `signals_2026-01-20.jsonl` and its like.
package struct FileName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let stream: RecordStream
    package let day: UTCDay

    package init(_ stream: RecordStream, _ day: UTCDay) {
        self.stream = stream
        self.day = day
    }

    /// Nil for every other name; those files are left alone.
    package init?(_ text: String) {
        let suffix = ".jsonl"
        guard text.hasSuffix(suffix), let underscore = text.firstIndex(of: "_"),
            let stream = RecordStream(rawValue: String(text[..<underscore])),
            let day = UTCDay(text[text.index(after: underscore)...].dropLast(suffix.count))
        else { return nil }
        self.init(stream, day)
    }

    package var description: String { "\(stream.rawValue)_\(day.text).jsonl" }

    /// By stream, then by day: the order in which a batch is written.
    package static func < (left: FileName, right: FileName) -> Bool {
        left.stream == right.stream ? left.day < right.day : left.stream < right.stream
    }
}
