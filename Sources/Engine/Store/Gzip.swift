import CZlib

/// Packs or unpacks gzip (RFC 1952) piece by piece. The same bytes always pack to the same bytes: the header
/// carries no time and no name.
final class Gzip {
    enum Direction { case pack, unpack }

    /// Zlib's own word for what it found.
    struct Broken: Error, Equatable {
        let status: Int32
    }

    /// zlib's code for "gzip, and nothing else".
    private static let windowBits: Int32 = 15 + 16
    private static let memoryLevel: Int32 = 8
    private static let chunkBytes = 1 << 18

    private let direction: Direction
    /// zlib keeps the address of its stream, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var buffer = [UInt8](repeating: 0, count: chunkBytes)
    /// Unpacking: the stream's own checksum was reached and agreed.
    private(set) var isComplete = false

    init(_ direction: Direction) throws(Broken) {
        self.direction = direction
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        let status =
            direction == .pack
            ? deflateInit2_(
                stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, Self.windowBits, Self.memoryLevel,
                Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
            : inflateInit2_(stream, Self.windowBits, ZLIB_VERSION, size)
        if status != Z_OK { throw Broken(status: status) }
    }

    deinit {
        if direction == .pack { deflateEnd(stream) } else { inflateEnd(stream) }
        stream.deallocate()
    }

    /// Hands out what `bytes` become; with `isLast`, all that was held back as well.
    func feed<Failure>(
        _ bytes: ArraySlice<UInt8>, isLast: Bool = false,
        _ body: (ArraySlice<UInt8>) throws(Failure) -> Void
    ) throws(Failure) -> Broken? {
        // zlib reads through a pointer; what it points to must stay where it is between the calls.
        let held = Array(bytes)
        var taken = 0
        while true {
            let (status, got, used) = step(held, from: taken, isLast: isLast)
            taken += used
            if got > 0 { try body(buffer[..<got]) }
            if status == Z_STREAM_END {
                isComplete = true
                return taken == held.count ? nil : Broken(status: Z_DATA_ERROR)
            }
            // Z_BUF_ERROR: nothing to do with what it has, which is no fault.
            if status != Z_OK, status != Z_BUF_ERROR { return Broken(status: status) }
            if got < buffer.count { return nil }
        }
    }

    private func step(_ bytes: [UInt8], from: Int, isLast: Bool) -> (status: Int32, got: Int, used: Int) {
        bytes.withUnsafeBufferPointer { input in
            buffer.withUnsafeMutableBufferPointer { output in
                let begin = input.baseAddress.map { $0 + from }
                stream.pointee.next_in = UnsafeMutablePointer(mutating: begin)
                stream.pointee.avail_in = UInt32(input.count - from)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                let status =
                    direction == .pack
                    ? deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH) : inflate(stream, Z_NO_FLUSH)
                let got = output.count - Int(stream.pointee.avail_out)
                return (status, got, input.count - from - Int(stream.pointee.avail_in))
            }
        }
    }
}
