/// A range of a file that the ledger vouches for: from a `seal` or an `adopted` line.
package struct SealedRange: Hashable, Sendable {
    /// The file's own name: `signals_2026-01-20.jsonl`.
    package var file: String
    /// Bytes, `from` inclusive, `to` exclusive; offsets of file and spool together.
    package var from: Int64
    package var to: Int64
    package var records: Int64
    package var crc32c: UInt32

    package init(file: String, from: Int64, to: Int64, records: Int64, crc32c: UInt32) {
        self.file = file
        self.from = from
        self.to = to
        self.records = records
        self.crc32c = crc32c
    }
}

/// A `seal` line.
package struct Seal: Hashable, Sendable {
    /// True when it came after its day was closed.
    package var isLate: Bool
    package var ranges: [SealedRange]

    package init(isLate: Bool, ranges: [SealedRange]) {
        self.isLate = isLate
        self.ranges = ranges
    }
}

/// A `repair` line: torn bytes that were moved away.
package struct Repair: Hashable, Sendable {
    package var file: String
    package var atByte: Int64
    package var bytes: Int64
    package var crc32c: UInt32
    /// Relative to the data directory.
    package var quarantine: String

    package init(file: String, atByte: Int64, bytes: Int64, crc32c: UInt32, quarantine: String) {
        self.file = file
        self.atByte = atByte
        self.bytes = bytes
        self.crc32c = crc32c
        self.quarantine = quarantine
    }
}

/// The totals of a `day-end` or `stop` line.
package struct Totals: Hashable, Sendable {
    package var day: UTCDay
    package var files: [FileTotal]
    /// Counts since the process started.
    package var signals: Int64
    package var followups: Int64
    package var dropped: Int64

    package init(day: UTCDay, files: [FileTotal], signals: Int64, followups: Int64, dropped: Int64) {
        self.day = day
        self.files = files
        self.signals = signals
        self.followups = followups
        self.dropped = dropped
    }
}

package struct FileTotal: Hashable, Sendable {
    package var file: String
    package var bytes: Int64
    package var records: Int64

    package init(file: String, bytes: Int64, records: Int64) {
        self.file = file
        self.bytes = bytes
        self.records = records
    }
}
