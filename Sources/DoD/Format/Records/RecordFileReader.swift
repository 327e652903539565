/// Reads one signals or follow-ups file: on one thread from its beginning to its end, or in portions on several.
///
/// A portion is read on its own, as if nothing stood before it. Where everything in it is right and comes after what
/// stood before, the two are joined, and that is exact. Where it is not, the portion is read again, line by line, behind
/// what stood before it: so a damaged line is looked at by the same code, with the same memory, on any number of threads.
struct RecordFileReader {
    let path: String
    let bytes: Int64
    let threads: ThreadPlan
    private(set) var checker: RangeChecker
    private(set) var pass: RecordPass
    /// Offset behind the last byte that was read.
    private(set) var size: Int64 = 0

    init(path: String, bytes: Int64, threads: ThreadPlan, checker: RangeChecker, pass: RecordPass) {
        self.path = path
        self.bytes = bytes
        self.threads = threads
        self.checker = checker
        self.pass = pass
    }

    /// Why the file could not be read to its end; nil when it was.
    mutating func read(_ audit: inout RecordAudit) -> FormatError? {
        do {
            if threads.threads > 1, !pass.name.isCompressed, bytes > threads.portionBytes {
                try readPortions(&audit)
            }
            // What is left: all of it, or what was appended since the size was asked for.
            let source =
                size == 0
                ? try ByteSource(path: path, unpacks: pass.name.isCompressed)
                : try ByteSource(path: path, part: size..<Int64.max)
            try scan(source, &audit)
        } catch let error as FormatError {
            return error
        } catch let error as ReadError {
            return FormatError(.unreadable, "\(error.operation): \(error.reason)")
        } catch {
            return FormatError(.unreadable, "\(error)")
        }
        return nil
    }

    /// From where this one is to the end of the source.
    private mutating func scan(_ source: ByteSource, _ audit: inout RecordAudit) throws {
        var (checker, pass, end) = (self.checker, self.pass, size)
        defer { (self.checker, self.pass, size) = (checker, pass, end) }
        _ = try LineScanner.scan(
            source, from: size, after: pass.records,
            chunk: { bytes, offset in
                end = offset + Int64(bytes.count)
                checker.chunk(bytes, at: offset)
            },
            line: { line in
                if line.endsWithNewline { checker.line(endingAt: line.endOffset) }
                pass.line(line, audit: &audit)
            })
    }

    private mutating func readPortions(_ audit: inout RecordAudit) throws {
        let portions = Int((bytes + threads.portionBytes - 1) / threads.portionBytes)
        let (path, step, limit) = (self.path, threads.portionBytes, bytes)
        let (emptyPass, emptyAudit, parts) = (pass.part(), RecordAudit(context: audit.context), checker)
        let buffers = PortionBuffers()
        var failure: (any Error)?
        OrderedWork.run(jobs: portions, threads: threads.threads) { job -> RecordPortion? in
            let from = Int64(job) * step
            return RecordPortion(
                path: path, nominal: from..<min(from + step, limit), buffers, pass: emptyPass,
                audit: emptyAudit,
                ranges: { parts.part(from: $0) })
        } take: { _, portion in
            guard let portion, portion.from == size else { return false }
            if pass.canJoin(portion.pass), audit.join(portion.audit) {
                pass.join(portion.pass)
                checker.join(portion.ranges)
                size = portion.to
                return true
            }
            do {
                try scan(ByteSource(path: path, part: portion.from..<portion.to), &audit)
                return size == portion.to
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
    }
}
