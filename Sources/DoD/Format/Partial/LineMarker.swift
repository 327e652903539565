import CChecksum

/// Notes lines and checksums at certain offsets of a file that goes by, and at the end of each line behind the last.
struct LineMarker {
    private var stretches: Stretches
    private let boundaries: [Int64]
    private var lineEnds: [Int64] = []
    private var marks: LineMarks
    private var sums: [Stretch] = []
    /// Ends of lines within what has gone by, where they are wanted as marks.
    private let last: Int64
    private(set) var size: Int64 = 0
    /// The bytes behind the last boundary, summed up to the end of each line.
    private var tailFrom: Int64
    private var pending: [UInt8] = []
    private var pendingFrom = 0
    private var tailMarks: [DayFile.Mark] = []
    private var lines: Int64 = 0

    /// `boundaries` rise.
    init(boundaries: [Int64]) {
        self.boundaries = boundaries
        last = boundaries.last ?? 0
        tailFrom = last
        stretches = Stretches(boundaries: boundaries, from: 0)
        marks = LineMarks(offsets: boundaries, from: 0)
    }

    mutating func chunk(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int64) {
        size = offset + Int64(bytes.count)
        stretches.chunk(bytes, at: offset)
        sums += stretches.take()
        guard size > last, tailMarks.count < DayFile.tailMarksMax else { return }
        pending.removeFirst(pendingFrom)
        pendingFrom = 0
        pending += bytes[Int(max(last - offset, 0))...]
    }

    /// Lines come after the chunk that they end in.
    mutating func line(endingAt offset: Int64) {
        marks.line(endingAt: offset)
        lines += 1
        guard offset > last, tailMarks.count < DayFile.tailMarksMax else { return }
        let length = Int(offset - tailFrom)
        let checksum = pending.withUnsafeBytes { crc32c_extend(0, $0.baseAddress! + pendingFrom, length) }
        tailMarks.append(DayFile.Mark(offset: offset, lines: lines, isBoundary: true, crc32c: checksum))
        pendingFrom += length
        tailFrom = offset
        if tailMarks.count == DayFile.tailMarksMax {
            pending = []
            pendingFrom = 0
        }
    }

    /// All marks, rising; the last one is the end of the file.
    func finish() -> [DayFile.Mark] {
        var found: [DayFile.Mark] = []
        var running: UInt32 = 0
        var rest = sums[...]
        func sum(to offset: Int64) -> UInt32 {
            while let stretch = rest.first, stretch.to <= offset {
                running = crc32c_combine(running, stretch.crc32c, UInt64(stretch.to - stretch.from))
                rest.removeFirst()
            }
            defer { running = 0 }
            return running
        }
        for offset in boundaries where offset > 0 && offset <= size {
            let lines = marks.lines(upTo: offset)
            found.append(
                DayFile.Mark(
                    offset: offset, lines: lines.count, isBoundary: lines.isBoundary, crc32c: sum(to: offset))
            )
        }
        found += tailMarks
        let end = found.last?.offset ?? 0
        if end < size {
            let lines = marks.lines(upTo: size)
            var checksum: UInt32 = 0
            if tailMarks.isEmpty {
                checksum = sum(to: size)
            } else if tailMarks.count < DayFile.tailMarksMax {
                checksum = pending[pendingFrom...].withUnsafeBytes {
                    crc32c_extend(0, $0.baseAddress, $0.count)
                }
            } else {
                // What came behind the last mark that was kept: all of the tail without what the marks have.
                var before: UInt32 = 0
                var from = last
                for mark in tailMarks {
                    before = crc32c_combine(before, mark.crc32c, UInt64(mark.offset - from))
                    from = mark.offset
                }
                checksum = sum(to: size) ^ crc32c_combine(before, 0, UInt64(size - end))
            }
            found.append(
                DayFile.Mark(offset: size, lines: lines.count, isBoundary: lines.isBoundary, crc32c: checksum)
            )
        }
        return found
    }
}
