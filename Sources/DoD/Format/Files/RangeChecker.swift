import CChecksum

/// Compares a file that goes by, chunk by chunk and line by line, with the ranges the ledger vouches for.
struct RangeChecker {
    struct Claim {
        var range: SealedRange
        var place: LinePlace
    }

    /// In the order of their first byte.
    private var claims: [Claim]
    /// The position of each claim in the order they were given.
    private var original: [Int]
    private var checksums: [UInt32]
    private var open: [Int] = []
    private var upcoming = 0
    private var marks: LineMarks
    private var stretches: Stretches
    private(set) var wholeChecksum: UInt32 = 0

    /// `boundaries`: further offsets whose line counts are wanted, as those of totals.
    init(claims: [Claim], boundaries: [Int64] = []) {
        let order = claims.indices.sorted { (claims[$0].range.from, $0) < (claims[$1].range.from, $1) }
        original = order
        self.claims = order.map { claims[$0] }
        checksums = Array(repeating: 0, count: claims.count)
        let offsets = Array(Set(claims.flatMap { [$0.range.from, $0.range.to] } + boundaries)).sorted()
        marks = LineMarks(offsets: offsets, from: 0)
        stretches = Stretches(boundaries: offsets, from: 0)
    }

    /// Each byte is summed once: the stretch between two boundaries counts for the whole and for each claim on it.
    mutating func chunk(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int64) {
        stretches.chunk(bytes, at: offset)
        for stretch in stretches.take() { add(stretch) }
    }

    private mutating func add(_ stretch: Stretch) {
        let length = UInt64(stretch.to - stretch.from)
        wholeChecksum = crc32c_combine(wholeChecksum, stretch.crc32c, length)
        while upcoming < claims.count, claims[upcoming].range.from < stretch.to {
            open.append(upcoming)
            upcoming += 1
        }
        if open.isEmpty { return }
        var isOver = false
        for index in open {
            let range = claims[index].range
            if range.from <= stretch.from, stretch.to <= range.to {
                checksums[index] = crc32c_combine(checksums[index], stretch.crc32c, length)
            }
            if range.to <= stretch.to { isOver = true }
        }
        if isOver { open.removeAll { claims[$0].range.to <= stretch.to } }
    }

    mutating func line(endingAt offset: Int64) { marks.line(endingAt: offset) }

    /// For a part of the file that begins with a line at `offset`: counts and sums it on its own.
    func part(from offset: Int64) -> RangePart {
        RangePart(
            stretches: Stretches(boundaries: marks.offsets, from: offset),
            marks: LineMarks(offsets: marks.offsets, from: offset))
    }

    /// Takes over what a part of the file came to; it must begin where this one is.
    mutating func join(_ part: RangePart) {
        var part = part
        for stretch in part.stretches.take() { add(stretch) }
        stretches.skip(to: part.stretches.end)
        marks.join(part.marks)
    }

    /// Lines that end at or before the offset, and whether one ends exactly there.
    func lines(upTo offset: Int64) -> (count: Int64, isBoundary: Bool) { marks.lines(upTo: offset) }

    /// What was found of each claim, in the order the ledger made them. `size`: of the whole file.
    func findings(size: Int64) -> [RangeFinding] {
        var findings: [(Int, RangeFinding)] = []
        for (index, claim) in claims.enumerated() {
            let range = claim.range
            let records = marks.lines(upTo: range.to).count - marks.lines(upTo: range.from).count
            let found: RangeFinding.Found =
                if range.to > size {
                    .cutShort(at: size)
                } else if checksums[index] == range.crc32c, records == range.records {
                    .same
                } else {
                    .different(records: records, crc32c: checksums[index])
                }
            findings.append((original[index], RangeFinding(claim: range, place: claim.place, found: found)))
        }
        return findings.sorted { $0.0 < $1.0 }.map(\.1)
    }
}

/// Lines and checksums of a part of a file.
struct RangePart {
    var stretches: Stretches
    var marks: LineMarks
}
