import CChecksum

/// How a recording lies on the disk: a line that says what it is, then segments. Each segment is checksummed
/// with its number, so a torn tail, damage and a segment in the wrong place are all told from a good one.
///
/// A segment: `HSEG`, number, length of the payload, CRC32C of number, length and payload (each a little-endian
/// u32), payload. Inputs never span segments, and an answer stands in the segment of its question.
enum RecordingForm {
    static let firstLine = Array("hip3-engine recording 1\n".utf8)
    static let segmentHeaderBytes = 16
    static let magic: UInt32 = 0x4745_5348  // "HSEG"

    /// A segment is handed to the writer when it is this long, or this old (real time): so a killed recorder
    /// loses a quarter of a second.
    static let segmentBytes = 64 << 10
    static let segmentAgeNs: Int64 = 250_000_000
    /// No segment is longer; a header that says so is no header.
    static let segmentBytesMax = 32 << 20
    /// What may wait for a slow disk. Beyond it the recording ends, for the observation does not wait.
    static let waitingBytesMax = 64 << 20
    /// How long the end of a run waits for what is left to be written.
    static let closePatienceNs: Int64 = 5_000_000_000

    enum Kind: UInt8 {
        case opening = 1
        case beginning, frame, readEnd, tick, connection, wallStep, minuteFacts, stop, end, broken, update,
            leftOut
    }

    /// Fills in the header of a segment whose payload stands behind the room for it.
    static func seal(_ segment: inout [UInt8], number: UInt32) {
        let length = UInt32(segment.count - segmentHeaderBytes)
        put(magic, into: &segment, at: 0)
        put(number, into: &segment, at: 4)
        put(length, into: &segment, at: 8)
        put(checksum(of: segment), into: &segment, at: 12)
    }

    /// Of a whole segment, its own place left out.
    static func checksum(of segment: [UInt8]) -> UInt32 {
        segment.withUnsafeBytes {
            crc32c_extend(
                crc32c_extend(0, $0.baseAddress! + 4, 8), $0.baseAddress! + segmentHeaderBytes,
                $0.count - segmentHeaderBytes)
        }
    }

    static func integer(_ bytes: [UInt8], at: Int) -> UInt32 {
        bytes.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: at, as: UInt32.self)) }
    }

    private static func put(_ value: UInt32, into bytes: inout [UInt8], at: Int) {
        for index in 0..<4 { bytes[at + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * index)) }
    }
}
