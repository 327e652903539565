/// Tells the frames of the usual kind from all others: a whole, final, unmasked text that lies in one read.
///
/// The others (fragments, control frames, what a read cuts in two, what is wrong) are left to the WebSocket
/// decoder, byte for byte and in their order: this knows where frames begin and end and nothing more.
struct FrameLane: Sendable {
    enum Piece {
        /// The payload of a message.
        case text(Range<Int>)
        /// For the decoder: part of a frame, or a frame.
        case other(Range<Int>)
    }

    /// A length that fits in a byte, and what stands for longer ones.
    private static let shortLengthMax = 125
    private static let twoByteLength = 126
    private static let headerBytesMax = 14
    private static let finalText: UInt8 = 0x81
    private static let finalBinary: UInt8 = 0x82

    /// What is still to come of a frame that is the decoder's.
    private var owed = 0
    /// The beginning of a header that a read cut in two; those bytes are with the decoder already.
    private var cutHeader: [UInt8] = []
    /// A message in fragments has begun and not ended.
    private var isInFragments = false

    /// Calls `piece` with each part of `bytes`, in order and without a gap but the headers of texts.
    @inline(__always)
    mutating func split(_ bytes: UnsafeRawBufferPointer, _ piece: (Piece) -> Void) {
        var at = 0
        while at < bytes.count {
            if owed == 0, cutHeader.isEmpty, let payload = text(bytes, at) {
                piece(.text(payload))
                at = payload.upperBound
            } else {
                let end = decoderEnd(bytes, at)
                piece(.other(at..<end))
                at = end
            }
        }
    }

    @inline(__always)
    private func text(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Range<Int>? {
        guard bytes.count - at >= 2, !isInFragments else { return nil }
        let first = bytes[at]
        guard first == FrameLane.finalText || first == FrameLane.finalBinary else { return nil }
        var length = Int(bytes[at + 1])
        var begin = at + 2
        if length == FrameLane.twoByteLength {
            guard bytes.count - at >= 4 else { return nil }
            length = Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
            begin = at + 4
            // A short length spelled long is for the decoder to judge.
            if length <= FrameLane.shortLengthMax { return nil }
        } else if length > FrameLane.shortLengthMax {
            return nil
        }
        guard begin + length <= bytes.count else { return nil }
        return begin..<begin + length
    }

    /// How far the bytes from `at` on belong to a frame that is the decoder's.
    private mutating func decoderEnd(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int {
        if owed == 0 {
            var header = cutHeader
            let have = header.count
            header += bytes[at..<min(bytes.count, at + FrameLane.headerBytesMax - have)]
            guard let (headerBytes, length) = FrameLane.measure(header) else {
                cutHeader = header
                return bytes.count
            }
            note(header[0])
            cutHeader = []
            // What stood in earlier reads is with the decoder.
            let (whole, overflow) = length.addingReportingOverflow(headerBytes - have)
            owed = overflow ? .max : whole
        }
        let taken = min(owed, bytes.count - at)
        owed -= taken
        return at + taken
    }

    private mutating func note(_ first: UInt8) {
        let isFinal = first & 0x80 != 0
        switch first & 0x0f {
        case 0: if isFinal { isInFragments = false }
        case 1, 2: if !isFinal { isInFragments = true }
        default: break
        }
    }

    /// The bytes of the header and of the payload; nil while the header is not whole.
    private static func measure(_ header: [UInt8]) -> (header: Int, payload: Int)? {
        guard header.count >= 2 else { return nil }
        let code = Int(header[1] & 0x7f)
        let lengthBytes = code < twoByteLength ? 0 : code == twoByteLength ? 2 : 8
        let maskBytes = header[1] & 0x80 == 0 ? 0 : 4
        let headerBytes = 2 + lengthBytes + maskBytes
        guard header.count >= headerBytes else { return nil }
        if lengthBytes == 0 { return (headerBytes, code) }
        let length = header[2..<2 + lengthBytes].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return (headerBytes, Int(clamping: length))
    }
}
