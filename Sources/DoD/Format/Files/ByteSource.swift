import CZlib

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads a file from its beginning to its end, unpacking gzip when asked to.
package final class ByteSource {
    /// zlib's code for "gzip, and nothing else".
    private static let gzipWindowBits: Int32 = 15 + 16
    private static let packedChunkBytes = 1 << 18

    let path: String
    private let descriptor: Int32
    /// zlib keeps the address of its stream, so it must not move.
    private var inflation: UnsafeMutablePointer<z_stream>?
    private var packed: [UInt8] = []
    private var isPackedEnd = false
    /// Packed bytes of the members before this one.
    private var taken = 0
    private var isStreamEnd = false
    /// True once zlib gave up: there is no more.
    private var isBroken = false
    /// Bytes that are still given, where the source is a part of a file.
    private var rest = Int.max
    /// Said at the end of what is there: why there is no more, or why there was none when it was read before.
    var failure: FormatError?
    /// Where the first byte stands in the file.
    private var origin: Int64 = 0

    /// The bytes of `part` as they stand in the file. Throws `ReadError`.
    convenience init(path: String, part: Range<Int64>, unpacks: Bool = false) throws {
        try self.init(path: path, unpacks: unpacks)
        rest = Int(part.upperBound - part.lowerBound)
        origin = part.lowerBound
        if lseek(descriptor, off_t(part.lowerBound), SEEK_SET) < 0 {
            throw ReadError(operation: "seek", path: path, errno: errno)
        }
    }

    /// Throws `ReadError`.
    package init(path: String, unpacks: Bool = false) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw ReadError(operation: "open", path: path, errno: errno) }
        guard unpacks else { return }
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        inflation = stream
        let status = inflateInit2_(
            stream, Self.gzipWindowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        if status != Z_OK { throw FormatError(.compressionBroken, "zlib status \(status)") }
        packed = Array(repeating: 0, count: Self.packedChunkBytes)
    }

    deinit {
        if let inflation {
            inflateEnd(inflation)
            inflation.deallocate()
        }
        if descriptor >= 0 { close(descriptor) }
    }

    /// Fills the buffer from its start; 0 at the end. Throws `ReadError`, or `FormatError` for gzip that is
    /// cut short or damaged, after all that could be unpacked before.
    package func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
        let count =
            if let inflation {
                try readPacked(buffer, inflation)
            } else {
                try readPlain(UnsafeMutableRawBufferPointer(buffer))
            }
        if count == 0, let failure { throw failure }
        return count
    }

    private func readPlain(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let wanted = min(buffer.count, rest)
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, wanted)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, wanted)
            #endif
            if count >= 0 {
                rest -= count
                return count
            }
            let code = errno
            if code != EINTR { throw ReadError(operation: "read", path: path, errno: code) }
        }
    }

    private func readPacked(
        _ buffer: UnsafeMutableBufferPointer<UInt8>, _ stream: UnsafeMutablePointer<z_stream>
    ) throws -> Int {
        if isBroken { return 0 }
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = UInt32(buffer.count)
        do {
            try unpack(stream, wanted: UInt32(buffer.count))
        } catch let error as FormatError {
            (failure, isBroken) = (error, true)
        }
        return buffer.count - Int(stream.pointee.avail_out)
    }

    /// Until there is something, or nothing more.
    private func unpack(_ stream: UnsafeMutablePointer<z_stream>, wanted: UInt32) throws {
        try packed.withUnsafeMutableBufferPointer { packed in
            while stream.pointee.avail_out == wanted {
                if stream.pointee.avail_in == 0, !isPackedEnd {
                    let count = try readPlain(UnsafeMutableRawBufferPointer(packed))
                    isPackedEnd = count == 0
                    stream.pointee.next_in = packed.baseAddress
                    stream.pointee.avail_in = UInt32(count)
                }
                if stream.pointee.avail_in == 0, isPackedEnd {
                    if isStreamEnd { return }
                    throw broken("the gzip stream is cut short")
                }
                try inflateOnce(stream)
            }
        }
    }

    /// A gzip file may hold several members one after the other.
    private func inflateOnce(_ stream: UnsafeMutablePointer<z_stream>) throws {
        if isStreamEnd {
            taken += Int(stream.pointee.total_in)
            inflateReset(stream)
            isStreamEnd = false
        }
        let status = inflate(stream, Z_NO_FLUSH)
        isStreamEnd = status == Z_STREAM_END
        if status != Z_OK, status != Z_STREAM_END, status != Z_BUF_ERROR {
            let why = status == Z_DATA_ERROR ? "wrong data or a wrong checksum" : "zlib status \(status)"
            throw broken("gzip: \(why)")
        }
    }

    /// What was unpacked so far is given before it is said. The excerpt is of the packed bytes, up to where zlib went.
    private func broken(_ what: String) -> FormatError {
        var tail = [UInt8](repeating: 0, count: min(Damage.excerptBytesMax, packedEnd))
        let count = pread(descriptor, &tail, tail.count, off_t(origin) + off_t(packedEnd - tail.count))
        let shown = count > 0 ? ", behind \(Hex.text(tail.prefix(count)))" : ""
        return FormatError(.compressionBroken, "\(what) at packed byte \(packedEnd)\(shown)")
    }

    /// How far the packed file was taken.
    private var packedEnd: Int { taken + Int(inflation?.pointee.total_in ?? 0) }
}
