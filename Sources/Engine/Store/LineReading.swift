import Glibc

/// Reading back files line by line, in bounded pieces.
extension FileSystem {
    /// Bytes `from..<to` in pieces.
    func eachChunk(
        of file: OpenFile, from: Int64, to: Int64, _ body: (ArraySlice<UInt8>) -> Void
    ) throws(FileError) {
        var at = from
        while at < to {
            let chunk = try read(file, at: at, count: min(StoreBounds.readChunkBytes, Int(to - at)))
            if chunk.isEmpty { return }
            body(chunk[...])
            at += Int64(chunk.count)
        }
    }

    /// Where the last whole line ends, looked for backwards from `end`; `floor` (itself a line's end) when no
    /// line ends behind it.
    func endOfWholeLines(_ file: OpenFile, floor: Int64, end: Int64) throws(FileError) -> Int64 {
        var stop = end
        while stop > floor {
            let begin = max(floor, stop - Int64(StoreBounds.readChunkBytes))
            let chunk = try read(file, at: begin, count: Int(stop - begin))
            if let newline = chunk.lastIndex(of: UInt8(ascii: "\n")) { return begin + Int64(newline) + 1 }
            stop = begin
        }
        return floor
    }
}

/// Cuts a stream of chunks into lines without their `\n`.
struct LineSplitter {
    private var carry: [UInt8] = []

    mutating func feed(_ chunk: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) {
        var rest = chunk
        while let newline = Self.newline(in: rest) {
            if carry.isEmpty {
                body(rest[..<newline])
            } else {
                carry += rest[..<newline]
                body(carry[...])
                carry.removeAll(keepingCapacity: true)
            }
            rest = rest[(newline + 1)...]
        }
        carry += rest
    }

    private static func newline(in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, let found = memchr(base, 0x0a, buffer.count) else {
                return nil
            }
            return bytes.startIndex + (UnsafeRawPointer(found) - base)
        }
    }
}

func countLines(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
}
