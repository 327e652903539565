/// Counts the text frames of a server's stream, however the bytes are cut, and looks into none.
struct FrameCounter {
    private(set) var frames = 0
    /// A close frame came.
    private(set) var isClosed = false
    private var head: (UInt64, count: Int) = (0, 0)
    private var headBytes = 2
    private var left = 0
    private var isText = true

    mutating func take(_ bytes: UnsafeRawBufferPointer) {
        var place = 0
        while place < bytes.count {
            if left > 0 {
                let count = min(left, bytes.count - place)
                left -= count
                place += count
                if left == 0, isText { frames += 1 }
                continue
            }
            head.0 = head.0 << 8 | UInt64(bytes[place])
            head.count += 1
            place += 1
            if head.count == 2 { begin(UInt16(truncatingIfNeeded: head.0)) }
            if head.count >= headBytes { finishHead() }
        }
    }

    private mutating func begin(_ two: UInt16) {
        isText = (two >> 8) & 0x0F == 1
        if (two >> 8) & 0x0F == 8 { isClosed = true }
        let length = two & 0x7F
        headBytes = length < 126 ? 2 : length == 126 ? 4 : 10
    }

    private mutating func finishHead() {
        switch headBytes {
        case 2: left = Int(head.0 & 0x7F)
        case 4: left = Int(head.0 & 0xFFFF)
        default: left = Int(truncatingIfNeeded: head.0)
        }
        if left == 0, isText { frames += 1 }
        head = (0, 0)
        headBytes = 2
    }
}
