import CSnappy
import CZlib

/// How the bytes of pages are compressed.
enum Codec: Int64 {
    case none = 0
    case snappy, gzip

    /// Exactly `count` bytes; nil when they don't come out.
    func unpack(_ stored: ArraySlice<UInt8>, to count: Int) -> [UInt8]? {
        switch self {
        case .none: stored.count == count ? Array(stored) : nil
        case .snappy: Self.unsnappy(stored, to: count)
        case .gzip: Self.gunzip(stored, to: count)
        }
    }

    private static func unsnappy(_ stored: ArraySlice<UInt8>, to count: Int) -> [UInt8]? {
        stored.withUnsafeBytes { stored in
            let input = stored.baseAddress?.assumingMemoryBound(to: CChar.self)
            var length = 0
            guard snappy_uncompressed_length(input, stored.count, &length) == SNAPPY_OK, length == count
            else {
                return nil
            }
            var plain = [UInt8](repeating: 0, count: count)
            let status = plain.withUnsafeMutableBytes {
                snappy_uncompress(
                    input, stored.count, $0.baseAddress?.assumingMemoryBound(to: CChar.self), &length)
            }
            return status == SNAPPY_OK ? plain : nil
        }
    }

    private static func gunzip(_ stored: ArraySlice<UInt8>, to count: Int) -> [UInt8]? {
        var stream = z_stream()
        let windowBits: Int32 = 15 + 32  // gzip or zlib, as its header says
        guard inflateInit2_(&stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { inflateEnd(&stream) }
        var plain = [UInt8](repeating: 0, count: count)
        var input = Array(stored)
        let status = input.withUnsafeMutableBufferPointer { input in
            plain.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return inflate(&stream, Z_FINISH)
            }
        }
        return status == Z_STREAM_END && stream.avail_out == 0 ? plain : nil
    }
}
