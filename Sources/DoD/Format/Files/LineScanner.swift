#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A line as it stands in a file, without its newline. Its bytes are only valid during the call.
package struct ScannedLine {
    package var bytes: UnsafeBufferPointer<UInt8>
    /// From 1.
    package var number: Int64
    package var offset: Int64
    /// False for what stands after the last newline.
    package var endsWithNewline: Bool
    /// True when the line went past `LineScanner.lineBytesMax`: `bytes` are its beginning only.
    package var isTooLong = false
    /// Of the whole line with its newline.
    package var endOffset: Int64
}

/// Cuts a file into lines, chunk by chunk, so that memory stays flat however large the file is.
package struct LineScanner {
    /// Small enough to stay in a core's own cache from the read to the last look at it.
    static let chunkBytes = 1 << 18
    static let lineBytesMax = 1 << 24

    private var buffer: [UInt8] = Array(repeating: 0, count: chunkBytes)
    private var filled = 0
    private var lineNumber: Int64 = 0
    /// File offset of the first byte in `buffer`.
    private var base: Int64 = 0
    /// Set while the rest of a line that is too long goes by.
    private var overlong: ScannedLineStart?

    private struct ScannedLineStart {
        var offset: Int64
        var head: [UInt8]
    }

    /// Calls `chunk` with each piece of the file and its offset, then `line` with each line that ended in
    /// it. Returns the offset behind the last byte. The source begins with a line at `start`, which is the
    /// `linesBefore` + 1st of the file. Throws what the source throws, after the lines before it.
    package static func scan(
        _ source: ByteSource, from start: Int64 = 0, after linesBefore: Int64 = 0,
        chunk: (UnsafeBufferPointer<UInt8>, Int64) -> Void, line: (ScannedLine) -> Void
    ) throws -> Int64 {
        var scanner = LineScanner()
        scanner.base = start
        scanner.lineNumber = linesBefore
        var size = start
        while true {
            let count = try scanner.fill(from: source, size: size, chunk)
            if count == 0 { break }
            size += Int64(count)
            scanner.cutLines(line)
        }
        scanner.finish(line)
        return size
    }

    private mutating func fill(
        from source: ByteSource, size: Int64, _ chunk: (UnsafeBufferPointer<UInt8>, Int64) -> Void
    ) throws -> Int {
        if filled == buffer.count {
            buffer.append(contentsOf: repeatElement(0, count: buffer.count))
        }
        let filled = self.filled
        let count = try buffer.withUnsafeMutableBufferPointer { buffer in
            let free = UnsafeMutableBufferPointer(rebasing: buffer[filled...])
            let count = try source.read(into: free)
            if count > 0 { chunk(UnsafeBufferPointer(rebasing: free[..<count]), size) }
            return count
        }
        self.filled += count
        return count
    }

    private mutating func cutLines(_ line: (ScannedLine) -> Void) {
        var start = 0
        while start < filled, let newline = newline(from: start) {
            give(start..<newline, endsWithNewline: true, line)
            start = newline + 1
        }
        if filled - start >= Self.lineBytesMax || overlong != nil && start < filled {
            if overlong == nil {
                overlong = ScannedLineStart(
                    offset: base + Int64(start), head: Array(buffer[start..<start + Damage.excerptBytesMax]))
            }
            start = filled
        }
        keep(from: start)
    }

    private func newline(from start: Int) -> Int? {
        buffer.withUnsafeBytes { buffer in
            let base = buffer.baseAddress!
            guard let found = memchr(base + start, Int32(UInt8(ascii: "\n")), filled - start) else {
                return nil
            }
            return UnsafeRawPointer(found) - base
        }
    }

    private mutating func give(_ range: Range<Int>, endsWithNewline: Bool, _ line: (ScannedLine) -> Void) {
        lineNumber += 1
        let end = base + Int64(range.upperBound) + (endsWithNewline ? 1 : 0)
        if let start = overlong {
            overlong = nil
            start.head.withUnsafeBufferPointer {
                line(
                    ScannedLine(
                        bytes: $0, number: lineNumber, offset: start.offset, endsWithNewline: endsWithNewline,
                        isTooLong: true, endOffset: end))
            }
            return
        }
        buffer.withUnsafeBufferPointer {
            line(
                ScannedLine(
                    bytes: UnsafeBufferPointer(rebasing: $0[range]), number: lineNumber,
                    offset: base + Int64(range.lowerBound), endsWithNewline: endsWithNewline, endOffset: end))
        }
    }

    private mutating func keep(from start: Int) {
        let rest = filled - start
        if start > 0, rest > 0 {
            buffer.withUnsafeMutableBufferPointer { buffer in
                let base = buffer.baseAddress!
                base.update(from: base + start, count: rest)
            }
        }
        base += Int64(start)
        filled = rest
    }

    private mutating func finish(_ line: (ScannedLine) -> Void) {
        if filled > 0 || overlong != nil { give(0..<filled, endsWithNewline: false, line) }
    }
}
