import CChecksum

/// Compares a file that goes by, chunk by chunk and line by line, with the ranges the ledger vouches for.
struct RangeChecker {
    struct Claim {
        var range: SealedRange
        var place: LinePlace
    }

    private struct Bounds {
        var from: Int64
        var to: Int64
        var records: Int64
        var crc32c: UInt32
        var found: UInt32 = 0
        /// Its position in the order they were given.
        var position: UInt32
    }

    private let claims: RangeClaims
    private let walk: RangeWalk
    /// In the order of their first byte.
    private var bounds: [Bounds]
    private var open: [Int] = []
    private var upcoming = 0
    private var marks: LineMarks
    private var stretches: Stretches
    private(set) var wholeChecksum: UInt32 = 0

    init(claims: [Claim]) { self.init(.own(claims)) }

    /// `boundaries`: further offsets whose line counts are wanted, as those of totals.
    init(_ claims: RangeClaims, boundaries: [Int64] = []) {
        self.claims = claims
        var bounds: [Bounds] = []
        bounds.reserveCapacity(claims.count)
        var walk = RangeWalk()
        claims.forEach { position, range in
            walk.add(range)
            bounds.append(
                Bounds(
                    from: range.from, to: range.to, records: range.records, crc32c: range.crc32c,
                    position: UInt32(position)))
        }
        self.walk = walk
        bounds.sort { ($0.from, $0.position) < ($1.from, $1.position) }
        self.bounds = bounds
        let offsets = Self.distinct(bounds.flatMap { [$0.from, $0.to] } + boundaries)
        marks = LineMarks(offsets: offsets, from: 0)
        stretches = Stretches(boundaries: offsets, from: 0)
    }

    private static func distinct(_ offsets: [Int64]) -> [Int64] {
        var rising: [Int64] = []
        for offset in offsets.sorted() where offset != rising.last { rising.append(offset) }
        return rising
    }

    /// Each byte is summed once: the stretch between two boundaries counts for the whole and for each claim on it.
    mutating func chunk(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int64) {
        stretches.chunk(bytes, at: offset)
        for stretch in stretches.take() { add(stretch) }
    }

    private mutating func add(_ stretch: Stretch) {
        let length = UInt64(stretch.to - stretch.from)
        wholeChecksum = crc32c_combine(wholeChecksum, stretch.crc32c, length)
        while upcoming < bounds.count, bounds[upcoming].from < stretch.to {
            open.append(upcoming)
            upcoming += 1
        }
        if open.isEmpty { return }
        var isOver = false
        for index in open {
            if bounds[index].from <= stretch.from, stretch.to <= bounds[index].to {
                bounds[index].found = crc32c_combine(bounds[index].found, stretch.crc32c, length)
            }
            if bounds[index].to <= stretch.to { isOver = true }
        }
        if isOver { open.removeAll { bounds[$0].to <= stretch.to } }
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
        for range in bounds {
            let records = marks.lines(upTo: range.to).count - marks.lines(upTo: range.from).count
            if range.to > size {
                different[Int(range.position)] = .cutShort(at: size)
            } else if range.found != range.crc32c || records != range.records {
                different[Int(range.position)] = .different(records: records, crc32c: range.found)
            }
        }
        return RangeFindings(claims, walk, different: different)
    }
}

/// Lines and checksums of a part of a file.
struct RangePart {
    var stretches: Stretches
    var marks: LineMarks
}
