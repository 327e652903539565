package enum FileKind: String, Hashable, Sendable {
    case signals, followups, ledger, markets, quarantine
    /// Of the old engine: read for all that can be known.
    case parquet
    /// A name that nobody knows: left alone, listed.
    case unknown
}

/// One file as it was found.
package struct FileFacts: Sendable {
    /// Relative, as the verdict names it.
    package var path: String
    /// The name the ledger knows it by: without `.gz`.
    package var name: String
    package var kind: FileKind
    package var day: UTCDay?
    package var isCompressed: Bool
    /// Of the content (unpacked, if compressed).
    package var bytes: Int64
    /// Lines that end with a newline.
    package var records: Int64
    /// Of all bytes; nil when the file was not read.
    package var crc32c: UInt32?
    /// Bounded; `damageCount` has all.
    package var damages: [Damage]
    package var damageCount: Int64
    /// Each range that the ledger vouches for, against the bytes that are there.
    package var ranges: RangeFindings
    /// Each total that a `day-end` or `stop` line gives of this file.
    package var totals: [TotalFinding]

    package init(
        path: String, name: String, kind: FileKind, day: UTCDay? = nil, isCompressed: Bool = false,
        bytes: Int64 = 0,
        records: Int64 = 0, crc32c: UInt32? = nil, damages: [Damage] = [], damageCount: Int64? = nil,
        ranges: RangeFindings = [], totals: [TotalFinding] = []
    ) {
        self.path = path
        self.name = name
        self.kind = kind
        self.day = day
        self.isCompressed = isCompressed
        self.bytes = bytes
        self.records = records
        self.crc32c = crc32c
        self.damages = damages
        self.damageCount = damageCount ?? Int64(damages.count)
        self.ranges = ranges
        self.totals = totals
    }
}

/// A range of the ledger and what the file holds there.
package struct RangeFinding: Hashable, Sendable {
    package enum Found: Hashable, Sendable {
        /// Same bytes, same number of records.
        case same
        /// The file ends at this byte, before or within the range.
        case cutShort(at: Int64)
        case different(records: Int64, crc32c: UInt32)
    }

    package var claim: SealedRange
    /// The line that claims it.
    package var place: LinePlace
    package var found: Found

    package init(claim: SealedRange, place: LinePlace, found: Found) {
        self.claim = claim
        self.place = place
        self.found = found
    }
}

/// A total of the ledger and what the file holds up to there.
package struct TotalFinding: Hashable, Sendable {
    package var claim: FileTotal
    package var place: LinePlace
    /// True for a `stop` line: the file was whole then.
    package var isStop: Bool
    /// Lines that end at or before `claim.bytes`.
    package var records: Int64
    /// False when no line ends exactly there, or the file is shorter.
    package var isBoundary: Bool

    package init(claim: FileTotal, place: LinePlace, isStop: Bool, records: Int64, isBoundary: Bool) {
        self.claim = claim
        self.place = place
        self.isStop = isStop
        self.records = records
        self.isBoundary = isBoundary
    }
}
