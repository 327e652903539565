import Glibc

/// Reads a growing file on from where the last look ended and hands out its whole lines. A file that was
/// replaced or cut short is read again from its beginning. Only reads; one thread at a time.
struct LineFollower {
    /// May change to another way to the same file.
    var path: String
    private var offset: Int64 = 0
    /// The beginning of a line at the end of what was read.
    private var rest: [UInt8] = []
    private var inode: ino_t?
    /// Of a file that is long when it is first seen, only so much of its end is read; nil: all of it.
    private let firstBytesMax: Int64?
    private var skipsToLine = false

    private static let partBytes = 1 << 20
    /// A line beyond this is no line of these files.
    private static let lineBytesMax = 1 << 24

    init(_ path: String, firstBytesMax: Int64? = nil) {
        self.path = path
        self.firstBytesMax = firstBytesMax
    }

    /// What a look came to.
    enum Look: Equatable {
        /// There is no such file, or it can't be read.
        case absent(errno: Int32)
        case read
        /// It began again: what was learnt from the earlier lines does not count any more.
        case anew
    }

    /// `line` gets each whole line without its newline; `anew` is called before the first one of a file that
    /// was replaced or cut.
    mutating func look(anew: () -> Void = {}, line: (UnsafeBufferPointer<UInt8>) -> Void) -> Look {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return .absent(errno: errno) }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { return .absent(errno: errno) }
        guard facts.st_mode & S_IFMT == S_IFREG else { return .absent(errno: EINVAL) }
        let isAnew = inode != nil && (inode != facts.st_ino || Int64(facts.st_size) < offset)
        if isAnew { anew() }
        if inode == nil || isAnew { begin(at: facts) }
        var part = [UInt8](repeating: 0, count: Self.partBytes)
        while true {
            let got = pread(file, &part, part.count, off_t(offset))
            if got < 0, errno == EINTR { continue }
            if got <= 0 { break }
            offset += Int64(got)
            rest.append(contentsOf: part.prefix(got))
            cut(line)
        }
        return isAnew ? .anew : .read
    }

    private mutating func begin(at facts: stat) {
        inode = facts.st_ino
        rest = []
        offset = 0
        skipsToLine = false
        if let firstBytesMax, Int64(facts.st_size) > firstBytesMax {
            offset = Int64(facts.st_size) - firstBytesMax
            skipsToLine = true
        }
    }

    private mutating func cut(_ line: (UnsafeBufferPointer<UInt8>) -> Void) {
        var start = 0
        var skips = skipsToLine
        rest.withUnsafeBufferPointer { bytes in
            while start < bytes.count,
                let found = memchr(bytes.baseAddress! + start, 0x0a, bytes.count - start)
            {
                let end = UnsafeRawPointer(found) - UnsafeRawPointer(bytes.baseAddress!)
                if skips { skips = false } else { line(UnsafeBufferPointer(rebasing: bytes[start..<end])) }
                start = end + 1
            }
        }
        skipsToLine = skips
        rest.removeFirst(start)
        if rest.count > Self.lineBytesMax {
            rest = []
            skipsToLine = true
        }
    }
}
