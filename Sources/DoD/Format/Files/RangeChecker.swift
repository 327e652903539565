import CChecksum

/// Compares a file that goes by, chunk by chunk and line by line, with the ranges the ledger vouches for.
struct RangeChecker {
    struct Claim {
        var range: SealedRange
        var place: LinePlace
    }

    private let claims: RangeClaims
    private let walk: RangeWalk
    private var marks: LineMarks
    private var stretches: Stretches
    /// Of all bytes before each of the offsets that are behind us: what stands between two of them follows from
    /// theirs, however many claims lie over each other.
    private var checksums: [UInt32] = []
    private(set) var wholeChecksum: UInt32 = 0

    init(claims: [Claim]) { self.init(.own(claims)) }

    /// `boundaries`: further offsets whose line counts are wanted, as those of totals.
    init(_ claims: RangeClaims, boundaries: [Int64] = []) {
        self.claims = claims
        var walk = RangeWalk()
        var offsets: [Int64] = []
        offsets.reserveCapacity(claims.count + 1 + boundaries.count)
        claims.forEach { _, range in
            walk.add(range)
            if offsets.last != range.from { offsets.append(range.from) }
            if offsets.last != range.to { offsets.append(range.to) }
        }
        self.walk = walk
        marks = LineMarks(offsets: Self.distinct(offsets + boundaries), from: 0)
        marks.reserve()
        checksums.reserveCapacity(marks.offsets.count)
        stretches = Stretches(boundaries: marks.offsets, from: 0)
        noteChecksums(upTo: 0)
    }

    private static func distinct(_ offsets: [Int64]) -> [Int64] {
        var rising = offsets.sorted()
        var count = 0
        for offset in rising where count == 0 || rising[count - 1] != offset {
            rising[count] = offset
            count += 1
        }
        rising.removeLast(rising.count - count)
        return rising
    }

    /// Each byte is summed once, whatever claims lie on it.
    mutating func chunk(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int64) {
        stretches.chunk(bytes, at: offset)
        for stretch in stretches.take() { add(stretch) }
    }

    private mutating func add(_ stretch: Stretch) {
        wholeChecksum = crc32c_combine(wholeChecksum, stretch.crc32c, UInt64(stretch.to - stretch.from))
        noteChecksums(upTo: stretch.to)
    }

    private mutating func noteChecksums(upTo end: Int64) {
        while checksums.count < marks.offsets.count, marks.offsets[checksums.count] <= end {
            checksums.append(wholeChecksum)
        }
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

    /// Takes over a whole file that was looked at before. The first offset at which it was not, though the ledger
    /// speaks of it; nil when all is well.
    mutating func join(_ found: [DayFile.Mark], size: Int64) -> Int64? {
        let known = Set(found.map(\.offset))
        if let unknown = marks.offsets.first(where: { $0 > 0 && $0 < size && !known.contains($0) }) {
            return unknown
        }
        var from: Int64 = 0
        for mark in found {
            add(Stretch(from: from, to: mark.offset, crc32c: mark.crc32c))
            from = mark.offset
        }
        marks.take(found)
        return nil
    }

    /// What was found of each claim, in the order the ledger made them. `size`: of the whole file.
    func findings(size: Int64) -> RangeFindings {
        var different: [Int: RangeFinding.Found] = [:]
        var place = 0
        claims.forEach { position, range in
            let from = marks.place(of: range.from, near: place)
            let to = marks.place(of: range.to, near: from)
            place = to
            // What was not read has no checksum.
            guard range.to <= size, to < checksums.count else {
                different[position] = .cutShort(at: size)
                return
            }
            let records = marks.lines(at: to).count - marks.lines(at: from).count
            let found = checksum(from: from, to: to)
            if found != range.crc32c || records != range.records {
                different[position] = .different(records: records, crc32c: found)
            }
        }
        return RangeFindings(claims, walk, different: different)
    }

    /// Of the bytes between two offsets. The checksum of two texts in a row is that of the first, moved on by the
    /// length of the second, with the second's in it: taken out, the second's is left.
    private func checksum(from: Int, to: Int) -> UInt32 {
        let length = UInt64(marks.offsets[to] - marks.offsets[from])
        return checksums[to] ^ crc32c_combine(checksums[from], 0, length)
    }
}

/// Lines and checksums of a part of a file.
struct RangePart {
    var stretches: Stretches
    var marks: LineMarks
}
