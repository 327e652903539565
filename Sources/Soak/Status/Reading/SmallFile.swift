import Glibc

/// Files, or ends of files, that fit into memory.
enum SmallFile {
    /// Nil when it is not there, can't be read, or is larger.
    static func bytes(_ path: String, max: Int) -> [UInt8]? {
        guard let (bytes, size) = read(path, last: max), size <= Int64(max) else { return nil }
        return bytes
    }

    /// The lines in the last `max` bytes; of one that is longer, without the line that the cut is in. What
    /// stands after the last newline counts as a line too. Empty when there is no such file.
    static func lastLines(_ path: String, max: Int) -> [String] {
        guard let (bytes, size) = read(path, last: max) else { return [] }
        var lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
        if size > Int64(max), !lines.isEmpty { lines.removeFirst() }
        return lines
    }

    private static func read(_ path: String, last max: Int) -> ([UInt8], size: Int64)? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int64(facts.st_size)
        var bytes = [UInt8](repeating: 0, count: Int(min(size, Int64(max))))
        var have = 0
        while have < bytes.count {
            let from = size - Int64(bytes.count) + Int64(have)
            let got = bytes.withUnsafeMutableBytes {
                pread(file, $0.baseAddress! + have, $0.count - have, off_t(from))
            }
            if got < 0, errno == EINTR { continue }
            if got <= 0 { break }
            have += got
        }
        return (Array(bytes.prefix(have)), size)
    }
}
