/// Takes the bytes of one direction of a WebSocket connection apart, behind the answer that opened it.
struct WebSocketFrames {
    struct Frame {
        /// As it came.
        var raw: ArraySlice<UInt8>
        var isText: Bool
        /// Unmasked.
        var payload: ArraySlice<UInt8>
    }

    private var bytes: [UInt8] = []
    private var isOpen = false

    mutating func add(_ more: ArraySlice<UInt8>) { bytes += more }

    /// The HTTP head, once and as soon as it is whole.
    mutating func head() -> ArraySlice<UInt8>? {
        guard !isOpen, let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        isOpen = true
        defer { bytes.removeFirst(end.upperBound) }
        return bytes[..<end.upperBound]
    }

    /// All frames that are whole.
    mutating func frames() -> [Frame] {
        guard isOpen else { return [] }
        var frames: [Frame] = []
        var at = 0
        while let frame = frame(at: at) {
            frames.append(frame)
            at = frame.raw.endIndex
        }
        if at > 0 { bytes.removeFirst(at) }
        return frames
    }

    private func frame(at start: Int) -> Frame? {
        guard bytes.count >= start + 2 else { return nil }
        var at = start + 2
        var length = Int(bytes[start + 1] & 0x7f)
        if length >= 126 {
            let digits = length == 126 ? 2 : 8
            guard bytes.count >= at + digits else { return nil }
            length = bytes[at..<(at + digits)].reduce(0) { $0 << 8 | Int($1) }
            at += digits
        }
        let isMasked = bytes[start + 1] & 0x80 != 0
        let mask = at
        if isMasked { at += 4 }
        guard bytes.count >= at + length else { return nil }
        var payload = bytes[at..<(at + length)]
        if isMasked { for i in payload.indices { payload[i] ^= bytes[mask + (i - at) % 4] } }
        return Frame(
            raw: bytes[start..<(at + length)], isText: bytes[start] == 0x81, payload: payload)
    }

    /// A text as a server sends it.
    static func text(_ payload: some Collection<UInt8>) -> [UInt8] {
        let count = payload.count
        let length: [UInt8] =
            count < 126
            ? [UInt8(count)]
            : count < 65_536
                ? [126, UInt8(count >> 8), UInt8(count & 0xff)]
                : [127] + (0..<8).map { UInt8(truncatingIfNeeded: count >> (56 - 8 * $0)) }
        return [0x81] + length + payload
    }
}
