import Glibc

/// The venue's end of an open WebSocket: acknowledges what the client asks, and sends a tape.
final class Stream {
    private let connection: Int32
    private var pending: [UInt8] = []
    private(set) var subscriptions = 0
    /// Every frame that went out.
    private(set) var framesSent = 0
    private(set) var isOver = false

    init(_ connection: Int32) { self.connection = connection }

    deinit { close(connection) }

    /// Answers until so many subscriptions are in.
    func awaitSubscriptions(_ count: Int) throws {
        while subscriptions < count {
            guard hear(waiting: true), !isOver else {
                throw BenchFailure("the client left after \(subscriptions) subscriptions")
            }
        }
    }

    /// Sends frames that are whole; `count` says how many there are in it.
    func send(_ bytes: UnsafeRawBufferPointer, frames count: Int) throws {
        guard sendAll(connection, bytes) else { throw BenchFailure("the client does not read any more") }
        framesSent += count
    }

    /// Waits until the kernel of the other side has taken everything.
    func drain() {
        var unsent: Int32 = 1
        let deadline = nowNs() + 10_000_000_000
        while ioctl(connection, UInt(TIOCOUTQ), &unsent) == 0, unsent > 0, nowNs() < deadline {
            usleep(1_000)
        }
    }

    /// Answers what the client said since the last call. False when it has gone.
    @discardableResult
    func hear(waiting: Bool = false) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let flags = waiting ? 0 : Int32(MSG_DONTWAIT)
        let count = recv(connection, &buffer, buffer.count, flags)
        if count == 0 { isOver = true }
        if count <= 0 { return count < 0 && !waiting }
        pending += buffer[..<count]
        while let frame = takeFrame() { answer(frame.opcode, frame.text) }
        return true
    }

    private func takeFrame() -> (opcode: UInt8, text: String)? {
        guard pending.count >= 6 else { return nil }
        var header = 2
        var length = Int(pending[1] & 0x7f)
        if length == 126 {
            length = Int(pending[2]) << 8 | Int(pending[3])
            header = 4
        }
        guard pending.count >= header + 4 + length else { return nil }
        let mask = Array(pending[header..<header + 4])
        let payload = (0..<length).map { pending[header + 4 + $0] ^ mask[$0 % 4] }
        let opcode = pending[0] & 0x0f
        pending.removeFirst(header + 4 + length)
        return (opcode, String(decoding: payload, as: UTF8.self))
    }

    private func answer(_ opcode: UInt8, _ text: String) {
        if opcode == 8 {
            isOver = true
            _ = [UInt8]([0x88, 0x02, 0x03, 0xe8]).withUnsafeBytes { sendAll(connection, $0) }
        } else if Array(text.utf8).find("\"ping\"") != nil {
            reply(#"{"channel":"pong"}"#)
        } else if text.hasPrefix("{\"method\":") {
            // The acknowledgement repeats what was asked.
            reply(#"{"channel":"subscriptionResponse","data":\#(text)}"#)
            if Array(text.utf8).find("\"subscribe\"") != nil { subscriptions += 1 }
        }
    }

    private func reply(_ text: String) {
        let length = text.utf8.count
        let header: [UInt8] =
            length < 126 ? [0x81, UInt8(length)] : [0x81, 126, UInt8(length >> 8), UInt8(length & 255)]
        if (header + text.utf8).withUnsafeBytes({ sendAll(connection, $0) }) { framesSent += 1 }
    }
}
