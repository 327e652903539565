import Glibc

/// The end of a file, read without changing it.
package struct FileTail: Equatable, Sendable {
    package let size: Int64
    /// Nil when the file is empty.
    package let lastByte: UInt8?

    package init(_ path: String) throws(SystemFailure) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw SystemFailure("open", path, errno: errno) }
        defer { close(file) }
        let end = lseek(file, 0, SEEK_END)
        guard end >= 0 else { throw SystemFailure("seek", path, errno: errno) }
        size = Int64(end)
        var byte: UInt8 = 0
        lastByte = end > 0 && pread(file, &byte, 1, end - 1) == 1 ? byte : nil
    }

    /// Where the last `count` whole lines before byte `end` begin; 0 when there are not more than that.
    /// A torn line after the last newline counts for nothing.
    package static func offset(ofLine count: Int64, beforeEnd end: Int64, in path: String)
        throws(SystemFailure) -> Int64
    {
        let bytes = try read(path, from: 0, to: end)
        var ends: [Int] = []
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { ends.append(index) }
        let keep = ends.count - Int(count)
        return keep > 0 ? Int64(ends[keep - 1] + 1) : 0
    }

    /// How many newlines there are from `start` to the end.
    package static func lines(from start: Int64, in path: String) throws(SystemFailure) -> Int64 {
        let size = try FileTail(path).size
        return Int64(try read(path, from: start, to: size).count { $0 == UInt8(ascii: "\n") })
    }

    private static func read(_ path: String, from start: Int64, to end: Int64) throws(SystemFailure)
        -> [UInt8]
    {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw SystemFailure("open", path, errno: errno) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: max(0, Int(end - start)))
        var filled = 0
        while filled < bytes.count {
            let got = bytes.withUnsafeMutableBytes {
                pread(file, $0.baseAddress! + filled, $0.count - filled, Int(start) + filled)
            }
            if got < 0 { throw SystemFailure("read", path, errno: errno) }
            if got == 0 { break }
            filled += got
        }
        return Array(bytes.prefix(filled))
    }
}
