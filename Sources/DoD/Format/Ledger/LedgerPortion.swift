/// The ledger lines that begin in a certain stretch of a file, as far as they can be read without those before them.
struct LedgerPortion: Sendable {
    struct Line: Sendable {
        let offset: Int64
        let content: Content
    }

    enum Content: Sendable {
        /// In the engine's own form and of this day, and in chain, sequence and time right behind the line before it,
        /// which stands in this portion.
        case following(CanonicalLedger.Line, chain: ChainVerifier.Digits)
        /// Anything else, without its newline: to be read behind what stands before it.
        case other([UInt8])
    }

    /// From the beginning of its first line to the end of its last one.
    let from: Int64
    private(set) var to: Int64
    private(set) var lines: [Line] = []
    private(set) var ranges: RangePart

    private var canonical = CanonicalLedger()
    private var chain = ChainVerifier()
    /// The line before, where it is one that another can follow.
    private var before: (seq: Int64, atMS: Int64)?

    /// Nil when the file can't be read there, or a line is longer than such a portion takes.
    init?(
        path: String, nominal: Range<Int64>, _ buffers: PortionBuffers, day: UTCDay?,
        ranges: (Int64) -> RangePart
    ) {
        guard let portion = PortionLines(path: path, nominal: nominal, buffers) else { return nil }
        from = portion.end
        to = from
        self.ranges = ranges(from)
        while let some = portion.next() {
            let first = to
            some.forEachLine { bytes, at in
                lines.append(Line(offset: first + Int64(at), content: content(bytes, day)))
            }
            self.ranges.stretches.chunk(some, at: first)
            to = portion.end
        }
        guard portion.isComplete else { return nil }
    }

    private mutating func content(_ bytes: UnsafeBufferPointer<UInt8>, _ day: UTCDay?) -> Content {
        let isChained = chain.problem(of: bytes) == nil
        guard let line = canonical.read(bytes), LedgerReader.timeProblem(line.atMS, line.event, day) == nil
        else {
            before = nil
            return .other(Array(bytes))
        }
        defer { before = (line.seq, line.atMS) }
        guard isChained, let before, before.seq + 1 == line.seq, before.atMS <= line.atMS,
            day == nil || day == UTCDay(containing: line.atMS)
        else { return .other(Array(bytes)) }
        return .following(line, chain: chain.chain)
    }
}
