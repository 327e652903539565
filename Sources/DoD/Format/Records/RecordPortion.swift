#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The lines that begin in a certain stretch of a file, read as if nothing stood before them.
struct RecordPortion: Sendable {
    /// From the beginning of its first line to the end of its last one.
    private(set) var from: Int64
    private(set) var to: Int64
    private(set) var pass: RecordPass
    private(set) var audit: RecordAudit
    private(set) var ranges: RangePart

    /// A line that is longer than this is left to the reader of whole files.
    private static let bufferBytes = LineScanner.chunkBytes

    /// Nil when the file can't be read there, or its lines are not those of records: then it is read as a whole,
    /// and that says what is wrong.
    init?(
        path: String, nominal: Range<Int64>, pass: RecordPass, audit: RecordAudit,
        ranges: (Int64) -> RangePart
    ) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Self.bufferBytes)
        defer { buffer.deallocate() }
        // The line that begins before the stretch belongs to the one before.
        let begin = max(0, nominal.lowerBound - 1)
        guard var filled = Self.read(descriptor, begin, into: buffer[...]) else { return nil }
        var at = 0
        if nominal.lowerBound > 0 {
            guard let newline = Self.newline(buffer, 0, filled) else { return nil }
            at = newline + 1
        }
        var base = begin
        from = begin + Int64(at)
        to = from
        self.pass = pass
        self.audit = audit
        self.ranges = ranges(from)
        while true {
            let first = at
            while base + Int64(at) < nominal.upperBound, let newline = Self.newline(buffer, at, filled) {
                line(UnsafeBufferPointer(rebasing: buffer[at..<newline]), at: base + Int64(at))
                at = newline + 1
            }
            self.ranges.stretches.chunk(
                UnsafeBufferPointer(rebasing: buffer[first..<at]), at: base + Int64(first))
            to = base + Int64(at)
            if to >= nominal.upperBound { return }
            // A line without an end, or one that does not fit: not for this way.
            guard at > 0 || filled < buffer.count else { return nil }
            buffer.baseAddress!.update(from: buffer.baseAddress! + at, count: filled - at)
            base += Int64(at)
            filled -= at
            at = 0
            guard let more = Self.read(descriptor, base + Int64(filled), into: buffer[filled...]), more > 0
            else { return nil }
            filled += more
        }
    }

    private mutating func line(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int64) {
        let end = offset + Int64(bytes.count) + 1
        ranges.marks.line(endingAt: end)
        pass.line(
            ScannedLine(
                bytes: bytes, number: pass.records + 1, offset: offset, endsWithNewline: true, endOffset: end),
            audit: &audit)
    }

    private static func newline(_ buffer: UnsafeMutableBufferPointer<UInt8>, _ from: Int, _ filled: Int)
        -> Int?
    {
        guard from < filled, let base = buffer.baseAddress,
            let found = memchr(base + from, Int32(UInt8(ascii: "\n")), filled - from)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Nil when it can't be read.
    private static func read(
        _ descriptor: Int32, _ offset: Int64, into buffer: Slice<UnsafeMutableBufferPointer<UInt8>>
    ) -> Int? {
        let free = UnsafeMutableBufferPointer(rebasing: buffer)
        while true {
            let count = pread(descriptor, free.baseAddress, free.count, off_t(offset))
            if count >= 0 { return count }
            if errno != EINTR { return nil }
        }
    }
}
