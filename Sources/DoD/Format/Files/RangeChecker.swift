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
    private(set) var wholeChecksum: UInt32 = 0

    /// `boundaries`: further offsets whose line counts are wanted, as those of totals.
    init(claims: [Claim], boundaries: [Int64] = []) {
        let order = claims.indices.sorted { (claims[$0].range.from, $0) < (claims[$1].range.from, $1) }
        original = order
        self.claims = order.map { claims[$0] }
        checksums = Array(repeating: 0, count: claims.count)
        marks = LineMarks(offsets: claims.flatMap { [$0.range.from, $0.range.to] } + boundaries)
    }

    mutating func chunk(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int64) {
        wholeChecksum = crc32c_extend(wholeChecksum, bytes.baseAddress, bytes.count)
        let end = offset + Int64(bytes.count)
        while upcoming < claims.count, claims[upcoming].range.from < end {
            open.append(upcoming)
            upcoming += 1
        }
        for index in open {
            let range = claims[index].range
            let from = Int(max(range.from, offset) - offset)
            let to = Int(min(range.to, end) - offset)
            guard from < to else { continue }
            checksums[index] = crc32c_extend(checksums[index], bytes.baseAddress! + from, to - from)
        }
        open.removeAll { claims[$0].range.to <= end }
    }

    mutating func line(endingAt offset: Int64) { marks.line(endingAt: offset) }

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

/// How many lines end at or before certain offsets of a file, learned while it goes by.
struct LineMarks {
    private let offsets: [Int64]
    private var counts: [Int64]
    private var isBoundary: [Bool]
    private var upcoming = 0
    private var lines: Int64 = 0
    private var lastEnd: Int64 = 0

    init(offsets: [Int64]) {
        self.offsets = Array(Set(offsets)).sorted()
        counts = Array(repeating: -1, count: self.offsets.count)
        isBoundary = Array(repeating: false, count: self.offsets.count)
    }

    mutating func line(endingAt offset: Int64) {
        while upcoming < offsets.count, offsets[upcoming] < offset { settle() }
        lines += 1
        lastEnd = offset
    }

    private mutating func settle() {
        counts[upcoming] = lines
        isBoundary[upcoming] = offsets[upcoming] == lastEnd
        upcoming += 1
    }

    /// Offsets behind the last line count all lines.
    func lines(upTo offset: Int64) -> (count: Int64, isBoundary: Bool) {
        var low = 0
        var high = offsets.count
        while low < high {
            let middle = (low + high) / 2
            if offsets[middle] < offset { low = middle + 1 } else { high = middle }
        }
        guard low < offsets.count, offsets[low] == offset, counts[low] >= 0 else {
            return (lines, offset == lastEnd)
        }
        return (counts[low], isBoundary[low])
    }
}
