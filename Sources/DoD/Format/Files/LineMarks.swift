/// How many lines end at or before certain offsets of a file, learned while it goes by.
struct LineMarks {
    /// Rising.
    let offsets: [Int64]
    /// Of the offsets from `first` on that are behind us.
    private var settled: [Mark] = []
    private let first: Int
    private var lines: Int64 = 0
    private var lastEnd: Int64

    /// In eight bytes, since there is one for each range that was sealed.
    private struct Mark {
        private let packed: Int64

        init(lines: Int64, isBoundary: Bool) { packed = lines << 1 | (isBoundary ? 1 : 0) }

        var lines: Int64 { packed >> 1 }
        var isBoundary: Bool { packed & 1 != 0 }
    }

    /// `offsets` rise, each once; the first line begins at `start`.
    init(offsets: [Int64], from start: Int64) {
        self.offsets = offsets
        first = Self.position(of: start, in: offsets)
        lastEnd = start
    }

    /// For one that goes through the whole file.
    mutating func reserve() { settled.reserveCapacity(offsets.count) }

    private var upcoming: Int { first + settled.count }

    @inline(__always)
    mutating func line(endingAt offset: Int64) {
        if upcoming < offsets.count, offsets[upcoming] < offset { settle(before: offset) }
        lines += 1
        lastEnd = offset
    }

    private mutating func settle(before offset: Int64) {
        while upcoming < offsets.count, offsets[upcoming] < offset {
            settled.append(Mark(lines: lines, isBoundary: offsets[upcoming] == lastEnd))
        }
    }

    /// Takes over what a part of the file came to, which begins where the last line ended.
    mutating func join(_ part: LineMarks) {
        for mark in part.settled.dropFirst(upcoming - part.first) {
            settled.append(Mark(lines: lines + mark.lines, isBoundary: mark.isBoundary))
        }
        lines += part.lines
        lastEnd = part.lastEnd
    }

    /// Takes over a whole file that was looked at before, at every offset that is asked for.
    mutating func take(_ found: [DayFile.Mark]) {
        var rest = found[...]
        var last = DayFile.Mark(offset: 0, lines: 0, isBoundary: true, crc32c: 0)
        for offset in offsets where offset <= found.last?.offset ?? 0 {
            while let next = rest.first, next.offset <= offset {
                last = next
                rest.removeFirst()
            }
            settled.append(Mark(lines: last.lines, isBoundary: last.isBoundary && last.offset == offset))
        }
        lines = found.last?.lines ?? 0
        lastEnd = found.last.map { $0.isBoundary ? $0.offset : -1 } ?? 0
    }

    /// Offsets behind the last line count all lines.
    func lines(upTo offset: Int64) -> (count: Int64, isBoundary: Bool) {
        let place = Self.position(of: offset, in: offsets)
        guard place < offsets.count, offsets[place] == offset else { return (lines, offset == lastEnd) }
        return lines(at: place)
    }

    /// The same for an offset that is one of ours.
    func lines(at place: Int) -> (count: Int64, isBoundary: Bool) {
        guard place >= first, place < upcoming else { return (lines, offsets[place] == lastEnd) }
        let mark = settled[place - first]
        return (mark.lines, mark.isBoundary)
    }

    /// Where an offset of ours is: nearly always at the hint, or behind it.
    func place(of offset: Int64, near hint: Int) -> Int {
        if offsets[hint] == offset { return hint }
        if hint + 1 < offsets.count, offsets[hint + 1] == offset { return hint + 1 }
        return Self.position(of: offset, in: offsets)
    }

    /// Of the first that is not below.
    static func position(of offset: Int64, in offsets: [Int64]) -> Int {
        var low = 0
        var high = offsets.count
        while low < high {
            let middle = (low + high) / 2
            if offsets[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
