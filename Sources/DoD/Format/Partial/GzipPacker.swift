import CZlib

/// Packs what goes by with zlib, as gzip: only what is packed is kept.
final class GzipPacker {
    private static let windowBits: Int32 = 15 + 16
    /// Fast: what is packed here is read once.
    private static let level: Int32 = 3
    private static let roomBytes = 1 << 16

    /// zlib keeps the address of its stream, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var room = [UInt8](repeating: 0, count: roomBytes)
    private var packed: [UInt8] = []
    private var status = Z_OK

    /// Throws `PartialError`.
    init() throws {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = deflateInit2_(
            stream, Self.level, Z_DEFLATED, Self.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw PartialError("zlib status \(status)") }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// What goes wrong is said by `finish`.
    func add(_ bytes: UnsafeBufferPointer<UInt8>) { run(bytes, Z_NO_FLUSH) }

    /// All that was added, packed. Throws `PartialError`.
    func finish() throws -> [UInt8] {
        run(UnsafeBufferPointer(start: nil, count: 0), Z_FINISH)
        guard status == Z_STREAM_END else { throw PartialError("zlib status \(status)") }
        return packed
    }

    private func run(_ bytes: UnsafeBufferPointer<UInt8>, _ flush: Int32) {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
        stream.pointee.avail_in = UInt32(bytes.count)
        repeat {
            room.withUnsafeMutableBufferPointer { room in
                stream.pointee.next_out = room.baseAddress
                stream.pointee.avail_out = UInt32(room.count)
                status = deflate(stream, flush)
            }
            packed.append(contentsOf: room[..<(room.count - Int(stream.pointee.avail_out))])
        } while stream.pointee.avail_out == 0
    }
}
