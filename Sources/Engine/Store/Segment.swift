import CChecksum

/// Bytes of one file between two offsets, as a seal names them.
package struct Segment: Equatable, Sendable {
    package private(set) var from: Int64
    package private(set) var to: Int64
    package private(set) var records = 0
    package private(set) var crc: UInt32 = 0

    package init(at offset: Int64) {
        from = offset
        to = offset
    }

    package var isEmpty: Bool { from == to }
    package var byteCount: Int64 { to - from }

    package mutating func extend(_ bytes: ArraySlice<UInt8>, records count: Int) {
        crc = bytes.withUnsafeBytes { crc32c_extend(crc, $0.baseAddress, $0.count) }
        to += Int64(bytes.count)
        records += count
    }

    /// Joins the segment that follows this one, without its bytes.
    package mutating func join(_ next: Segment) {
        precondition(next.from == to, "only neighbours can be joined")
        crc = crc32c_combine(crc, next.crc, UInt64(next.byteCount))
        to = next.to
        records += next.records
    }
}

/// CRC32C of some bytes.
func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let array = Array(bytes)
    return array.withUnsafeBytes { crc32c_extend(0, $0.baseAddress, $0.count) }
}

/// 8 lower-case hex digits, as all formats write a checksum.
func hexDigits(_ crc: UInt32) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return (0..<8).map { digits[Int(crc >> UInt32(28 - 4 * $0)) & 15] }
}
