import CChecksum

/// How one entry of the spool lies on the disk: 40 bytes, the file's name, the payload.
///
/// The generation tells the entries of today from what an earlier use of the same preallocated bytes left
/// there; the checksum tells a whole entry from one that was cut off.
enum SpoolFrame {
    static let headerBytes = 40
    static let nameBytesMax = 255
    private static let magic: UInt32 = 0x314c_5053  // "SPL1"

    enum Kind: UInt8 {
        /// Lines that belong at `offset` of the file.
        case append = 1
        /// The whole content of a file that is replaced at once.
        case replace = 2
        /// From the entry at the position that is the payload on, a file's lines belong at `offset`.
        case move = 3
    }

    struct Header {
        var checksum: UInt32
        var generation: UInt64
        var kind: Kind
        var offset: Int64
        var payloadBytes: Int
        var lines: Int
        var nameBytes: Int

        var frameBytes: Int { SpoolFrame.headerBytes + nameBytes + payloadBytes }
    }

    static func encode(
        _ kind: Kind, file: String, offset: Int64, payload: ArraySlice<UInt8>, lines: Int, generation: UInt64
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(headerBytes + file.utf8.count + payload.count)
        append(magic, to: &bytes)
        append(UInt32(0), to: &bytes)
        append(generation, to: &bytes)
        append(UInt64(bitPattern: offset), to: &bytes)
        append(UInt32(payload.count), to: &bytes)
        append(UInt32(lines), to: &bytes)
        append(UInt32(file.utf8.count) | UInt32(kind.rawValue) << 16, to: &bytes)
        append(UInt32(0), to: &bytes)
        bytes += file.utf8
        bytes += payload
        let sum = checksum(of: bytes)
        for index in 0..<4 { bytes[4 + index] = UInt8(truncatingIfNeeded: sum >> UInt32(8 * index)) }
        return bytes
    }

    /// Nil where no entry of this generation begins.
    static func decodeHeader(_ bytes: [UInt8], generation: UInt64) -> Header? {
        guard bytes.count == headerBytes, integer(bytes, 0, UInt32.self) == magic,
            integer(bytes, 8, UInt64.self) == generation
        else { return nil }
        let nameAndKind = integer(bytes, 32, UInt32.self)
        guard let kind = Kind(rawValue: UInt8(truncatingIfNeeded: nameAndKind >> 16)) else { return nil }
        return Header(
            checksum: integer(bytes, 4, UInt32.self), generation: generation, kind: kind,
            offset: Int64(bitPattern: integer(bytes, 16, UInt64.self)),
            payloadBytes: Int(integer(bytes, 24, UInt32.self)), lines: Int(integer(bytes, 28, UInt32.self)),
            nameBytes: Int(nameAndKind & 0xffff))
    }

    /// Of everything but the checksum's own place.
    static func checksum(of frame: [UInt8]) -> UInt32 {
        frame.withUnsafeBytes {
            crc32c_extend(crc32c_extend(0, $0.baseAddress, 4), $0.baseAddress! + 8, $0.count - 8)
        }
    }

    static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }

    static func integer<Value: FixedWidthInteger>(_ bytes: [UInt8], _ at: Int, _: Value.Type) -> Value {
        bytes.withUnsafeBytes { Value(littleEndian: $0.loadUnaligned(fromByteOffset: at, as: Value.self)) }
    }
}
