/// One signals or follow-ups file as a partial has it: everything that was found in it, and what is needed to hold it
/// against ledgers that are not here yet.
struct DayFile: Sendable {
    /// How many lines end at or before an offset, and the checksum from the mark before it to here.
    struct Mark: Sendable {
        var offset: Int64
        var lines: Int64
        var isBoundary: Bool
        var crc32c: UInt32
    }

    /// What came of its lines, read with so many bytes at its beginning taken for older than any ledger.
    struct Reading: Sendable {
        var legacyBytes: Int64
        /// False: as if there were no ledger at all.
        var hasLedger: Bool
        var records: Int64
        var damages: [Damage]
        var damageCount: Int64
        var counts: RecordFacts
        var order: IDOrder
        var doubts: AuditDoubts
        var episodes: EpisodeTrace
        /// Where its own ledger and calendar cut episodes, between its first and its last record.
        var cutsMS: [Int64]
    }

    var name: String
    var size: Int64
    /// Why it could not be read to its end.
    var broken: FormatError?
    var marks: [Mark]
    /// One with what its own ledger says; where that says nothing of the file, also one as if all of it were old, and
    /// where there is none, one as if another day had one.
    var readings: [Reading]

    /// Lines behind the last byte that its own ledger speaks of, each with a mark: another day's ledger may adopt them.
    static let tailMarksMax = 100_000

    func write(to pack: inout PackWriter) {
        pack.text(name)
        pack.int(size)
        pack.optional(broken) {
            $0.text($1.kind.rawValue)
            $0.int($1.at)
            $0.text($1.detail)
        }
        var last: Int64 = 0
        pack.list(marks) {
            $0.int($1.offset - last)
            last = $1.offset
            $0.int($1.lines)
            $0.flag($1.isBoundary)
            $0.int(Int64($1.crc32c))
        }
        pack.list(readings) { pack, reading in
            for number in [reading.legacyBytes, reading.records, reading.damageCount] { pack.int(number) }
            pack.flag(reading.hasLedger)
            pack.damages(reading.damages)
            pack.counts(reading.counts)
            pack.sequences(reading.counts.sequences)
            reading.order.write(to: &pack)
            reading.doubts.write(to: &pack)
            reading.episodes.write(to: &pack)
            pack.list(reading.cutsMS) { $0.int($1) }
        }
    }

    init(
        name: String, size: Int64, broken: FormatError?, marks: [Mark], readings: [Reading]
    ) {
        self.name = name
        self.size = size
        self.broken = broken
        self.marks = marks
        self.readings = readings
    }

    init(from pack: inout PackReader) throws {
        name = try pack.text()
        size = try pack.int()
        broken = try pack.optional { pack in
            let kind = try pack.word(DamageKind.self)
            let at = Int(try pack.int())
            return FormatError(kind, at: at, try pack.text())
        }
        var last: Int64 = 0
        marks = try pack.list { pack in
            last += try pack.int()
            let lines = try pack.int()
            let isBoundary = try pack.flag()
            return Mark(
                offset: last, lines: lines, isBoundary: isBoundary,
                crc32c: UInt32(truncatingIfNeeded: try pack.int()))
        }
        readings = try pack.list { pack in
            let (legacyBytes, records, damageCount) = (try pack.int(), try pack.int(), try pack.int())
            let hasLedger = try pack.flag()
            let damages = try pack.damages()
            var counts = try pack.counts()
            counts.sequences = try pack.sequences()
            let order = try IDOrder(from: &pack)
            return Reading(
                legacyBytes: legacyBytes, hasLedger: hasLedger, records: records, damages: damages,
                damageCount: damageCount,
                counts: counts, order: order, doubts: try AuditDoubts(from: &pack),
                episodes: try EpisodeTrace(from: &pack), cutsMS: try pack.list { try $0.int() })
        }
    }
}
