/// The lines that begin in a certain stretch of a file, read as if nothing stood before them.
struct RecordPortion: Sendable {
    /// From the beginning of its first line to the end of its last one.
    let from: Int64
    private(set) var to: Int64
    private(set) var pass: RecordPass
    private(set) var audit: RecordAudit
    private(set) var ranges: RangePart

    /// Nil when the file can't be read there, or its lines are not those of records: then it is read as a whole,
    /// and that says what is wrong.
    init?(
        path: String, nominal: Range<Int64>, _ buffers: PortionBuffers, pass: RecordPass, audit: RecordAudit,
        ranges: (Int64) -> RangePart
    ) {
        guard let lines = PortionLines(path: path, nominal: nominal, buffers) else { return nil }
        from = lines.end
        to = from
        self.pass = pass
        self.audit = audit
        self.ranges = ranges(from)
        while let some = lines.next() {
            let first = to
            some.forEachLine { bytes, at in line(bytes, at: first + Int64(at)) }
            self.ranges.stretches.chunk(some, at: first)
            to = lines.end
        }
        guard lines.isComplete else { return nil }
    }

    @inline(__always)
    private mutating func line(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int64) {
        let end = offset + Int64(bytes.count) + 1
        ranges.marks.line(endingAt: end)
        pass.line(
            ScannedLine(
                bytes: bytes, number: pass.records + 1, offset: offset, endsWithNewline: true, endOffset: end),
            audit: &audit)
    }
}
