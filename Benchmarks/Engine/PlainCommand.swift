import ArgumentParser
import Glibc

/// The baseline: what the bytes alone cost. It reads the same socket, splits frames, looks at none, and writes a
/// fixed line for each frame whose turn it is.
struct PlainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plain", abstract: "The baseline client of the other measurements.", shouldDisplay: false
    )

    private static let bufferBytes = 256 << 10

    @Option(help: "The port of the venue on loopback.") var port: Int
    @Option(help: "How many subscriptions to ask for.") var subscriptions: Int
    @Option(help: "The file to append a line to.") var append: String
    @Option(help: "The frames that are a line: this many, then so on.") var every: Int
    @Option(help: "Frames before the first that counts.") var skip: Int

    func run() throws {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(port: port)
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let file = open(append, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard connected == 0, file >= 0 else {
            throw BenchFailure("no connection or no file: errno \(errno)")
        }
        say("ready")
        let request =
            "GET /ws HTTP/1.1\r\nHost: localhost\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        Array(request.utf8).withUnsafeBytes { _ = sendAll(connection, $0) }
        var byte: [UInt8] = [0]
        var ended = 0
        while ended < 4, recv(connection, &byte, 1, 0) == 1 {
            ended = byte[0] == UInt8(ascii: ended % 2 == 0 ? "\r" : "\n") ? ended + 1 : 0
        }
        for _ in 0..<subscriptions {
            let text = Array(#"{"method":"subscribe"}"#.utf8)
            let frame = [0x81, 0x80 | UInt8(text.count), 0, 0, 0, 0] + text
            frame.withUnsafeBytes { _ = sendAll(connection, $0) }
        }
        var splitter = FrameSplitter()
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 224) + [UInt8(ascii: "\n")]
        let first = subscriptions + skip
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.bufferBytes, alignment: 16)
        var kept = 0
        while true {
            let count = recv(connection, buffer.baseAddress! + kept, buffer.count - kept, 0)
            if count <= 0 { break }
            let before = splitter.frames
            let used = splitter.split(UnsafeRawBufferPointer(rebasing: buffer[..<(kept + count)])) { _ in }
            for _ in 0..<Self.lines(before, splitter.frames, first: first, every: every) {
                _ = write(file, line, line.count)
            }
            kept = kept + count - used
            memmove(buffer.baseAddress!, buffer.baseAddress! + used, kept)
        }
        say("frames=\(splitter.frames)")
    }

    /// How many frames of (`before`, `after`] are a line.
    private static func lines(_ before: Int, _ after: Int, first: Int, every: Int) -> Int {
        max(0, after - first) / every - max(0, before - first) / every
    }
}

/// Cuts unmasked server frames, and nothing else.
struct FrameSplitter {
    private(set) var frames = 0

    /// Calls `body` with each payload; gives how many bytes the whole frames took.
    @inline(__always)
    mutating func split(_ bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) -> Int {
        var at = 0
        while at + 4 <= bytes.count {
            var length = Int(bytes[at + 1])
            var header = 2
            if length == 126 {
                length = Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
                header = 4
            }
            guard at + header + length <= bytes.count else { break }
            body(UnsafeRawBufferPointer(rebasing: bytes[at + header..<at + header + length]))
            frames += 1
            at += header + length
        }
        return at
    }
}
