/// Reads the ledger of one day: line after line, or in portions that several threads take apart and that are put
/// together in their order.
struct LedgerFileReader {
    /// A ledger is a fiftieth of its records, and a line of it takes more memory than it has bytes.
    private static let portionsPerRecordPortion: Int64 = 64

    /// As the verdict names it.
    let path: String
    let day: UTCDay?
    private(set) var checker = RangeChecker(claims: [])
    /// Whole lines so far, and the offset behind the last byte.
    private(set) var records: Int64 = 0
    private(set) var size: Int64 = 0

    init(path: String, day: UTCDay?) {
        self.path = path
        self.day = day
    }

    /// To the end of the source, which begins where this one is. Throws what the source throws, after what it gave.
    mutating func read(_ source: ByteSource, _ reader: inout LedgerReader) throws {
        var (checker, records, end) = (self.checker, self.records, size)
        defer { (self.checker, self.records, size) = (checker, records, end) }
        _ = try LineScanner.scan(
            source, from: size, after: records,
            chunk: { bytes, offset in
                end = offset + Int64(bytes.count)
                checker.chunk(bytes, at: offset)
            },
            line: { line in
                if line.endsWithNewline { records += 1 }
                reader.line(line, path: path, day: day)
            })
    }

    /// As far as whole lines go. What is left is for the way above: all of a file for which this one is none.
    mutating func readPortions(
        ofFile file: String, bytes: Int64, threads: ThreadPlan, _ reader: inout LedgerReader
    ) {
        let step = max(1, threads.portionBytes / Self.portionsPerRecordPortion)
        guard threads.threads > 1, bytes > step else { return }
        let (day, parts, buffers) = (self.day, checker, PortionBuffers())
        OrderedWork.run(jobs: Int((bytes + step - 1) / step), threads: threads.threads) { job in
            let from = Int64(job) * step
            return LedgerPortion(
                path: file, nominal: from..<min(from + step, bytes), buffers, day: day,
                ranges: { parts.part(from: $0) })
        } take: { _, portion in
            guard let portion, portion.from == size else { return false }
            reader.join(portion, path: path, day: day, linesBefore: records)
            checker.join(portion.ranges)
            records += Int64(portion.lines.count)
            size = portion.to
            return true
        }
    }
}
