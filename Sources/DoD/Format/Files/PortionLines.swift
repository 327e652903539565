#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The lines that begin in a certain stretch of a file, some whole ones at a time.
final class PortionLines {
    /// More than nearly every line has.
    private static let lineBytes: Int64 = 1 << 14

    /// Behind the last line that was given; where the first one begins before that.
    private(set) var end: Int64
    private let upperBound: Int64
    private let descriptor: Int32
    private let buffers: PortionBuffers
    private let buffer: PortionBuffers.Buffer
    /// File offset of the first byte in `buffer`, and how many of its bytes are filled.
    private var base: Int64
    private var filled = 0

    /// Nil when the file can't be read there, or no line begins within reach.
    init?(path: String, nominal: Range<Int64>, _ buffers: PortionBuffers) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        self.buffers = buffers
        buffer = buffers.take()
        upperBound = nominal.upperBound
        // The line that begins before the stretch belongs to the one before.
        base = max(0, nominal.lowerBound - 1)
        end = base
        guard read() else { return nil }
        if nominal.lowerBound > 0 {
            guard let newline = newline(from: 0) else { return nil }
            end = base + Int64(newline) + 1
        }
    }

    deinit {
        buffers.giveBack(buffer)
        close(descriptor)
    }

    /// True once every line that begins in the stretch was given.
    var isComplete: Bool { end >= upperBound }

    /// Some lines, each with its newline; valid up to the next call. Nil when all were given, and where one has no end
    /// or does not fit: that is not for this way.
    func next() -> UnsafeBufferPointer<UInt8>? {
        while !isComplete {
            let first = Int(end - base)
            if let last = lastNewline(from: first) {
                end = base + Int64(last) + 1
                return UnsafeBufferPointer(rebasing: buffer[first...last])
            }
            guard first > 0 || filled < buffer.count else { return nil }
            buffer.baseAddress!.update(from: buffer.baseAddress! + first, count: filled - first)
            base += Int64(first)
            filled -= first
            guard read() else { return nil }
        }
        return nil
    }

    /// The end of the last line that begins in the stretch and is all here.
    private func lastNewline(from first: Int) -> Int? {
        guard first < filled else { return nil }
        let lastBegin = upperBound - 1 - base
        if lastBegin < Int64(filled), let newline = newline(from: max(first, Int(lastBegin))) {
            return newline
        }
        let end = Int(min(Int64(filled), lastBegin))
        return first < end ? buffer[first..<end].lastIndex(of: UInt8(ascii: "\n")) : nil
    }

    private func newline(from first: Int) -> Int? {
        guard first < filled,
            let found = memchr(buffer.baseAddress! + first, Int32(UInt8(ascii: "\n")), filled - first)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(buffer.baseAddress!)
    }

    /// False at the end of the file, and when it can't be read.
    private func read() -> Bool {
        // What lies behind the stretch is the next one's, but for the end of a line.
        let rest = max(0, upperBound - base - Int64(filled)) + Self.lineBytes
        let wanted = Int(min(Int64(buffer.count - filled), rest))
        while true {
            let count = pread(
                descriptor, buffer.baseAddress! + filled, wanted, off_t(base) + off_t(filled))
            if count > 0 { filled += count }
            if count >= 0 || errno != EINTR { return count > 0 }
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Each line of a buffer of whole ones, without its newline, and where it begins in it.
    @inline(__always)
    func forEachLine(_ body: (UnsafeBufferPointer<UInt8>, Int) -> Void) {
        var at = 0
        while at < count, let found = memchr(baseAddress! + at, Int32(UInt8(ascii: "\n")), count - at) {
            let newline = UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress!)
            body(UnsafeBufferPointer(rebasing: self[at..<newline]), at)
            at = newline + 1
        }
    }
}
