import Glibc

/// Many WebSocket clients in one thread, each from an address of its own on loopback: they count frames.
final class Crowd {
    struct Client {
        var socket: Int32
        var counter = FrameCounter()
        /// Acknowledgements that are not part of the stream.
        var acks = 0
        var isOpen = true
    }

    private static let bufferBytes = 256 << 10

    private(set) var clients: [Client] = []
    private(set) var bytes = 0
    private var waiting: [pollfd] = []
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferBytes, alignment: 16)

    deinit {
        for client in clients where client.isOpen { close(client.socket) }
        buffer.deallocate()
    }

    /// Frames of the stream that have arrived at all clients.
    var frames: Int { clients.reduce(0) { $0 + $1.counter.frames - $1.acks } }

    /// - Parameter coins: what each subscribes to, bbo and context of every one.
    func join(port: Int, clients count: Int, coins: [String]) throws {
        for number in 0..<count {
            let socket = try connected(port: port, from: UInt8(2 + number))
            upgrade(socket)
            var client = Client(socket: socket)
            for coin in coins {
                for type in ["bbo", "activeAssetCtx"] {
                    send(
                        #"{"method":"subscribe","subscription":{"type":"\#(type)","coin":"\#(coin)"}}"#,
                        to: socket)
                    client.acks += 1
                }
            }
            clients.append(client)
            waiting.append(pollfd(fd: socket, events: Int16(POLLIN), revents: 0))
            // Who is there already goes on reading.
            read(waitingMs: 0)
        }
    }

    /// Reads what has come, waiting for something at most so long.
    func read(waitingMs: Int32) {
        guard poll(&waiting, nfds_t(waiting.count), waitingMs) > 0 else { return }
        for number in waiting.indices where waiting[number].revents != 0 { take(number) }
    }

    /// Reads until every client has been taken leave of.
    func drain() {
        while clients.contains(where: \.isOpen) { read(waitingMs: 100) }
    }

    private func take(_ number: Int) {
        let count = recv(
            clients[number].socket, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
        if count < 0, errno == EAGAIN { return }
        if count > 0 {
            bytes += count
            clients[number].counter.take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            guard clients[number].counter.isClosed else { return }
        }
        close(clients[number].socket)
        clients[number].isOpen = false
        waiting[number].fd = -1
    }

    private func connected(port: Int, from last: UInt8) throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var own = loopback(port: 0)
        own.sin_addr.s_addr = (UInt32(127) << 24 | UInt32(last)).bigEndian
        var there = loopback(port: port)
        guard Self.call(&own, { bind(socket, $0, $1) }), Self.call(&there, { connect(socket, $0, $1) }) else {
            throw BenchFailure("no connection to port \(port) from 127.0.0.\(last): errno \(errno)")
        }
        return socket
    }

    private static func call(
        _ address: inout sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Bool {
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private func upgrade(_ socket: Int32) {
        let request =
            "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        Array(request.utf8).withUnsafeBytes { _ = sendAll(socket, $0) }
        var byte: [UInt8] = [0]
        var ended = 0
        while ended < 4, recv(socket, &byte, 1, 0) == 1 {
            ended = byte[0] == UInt8(ascii: ended % 2 == 0 ? "\r" : "\n") ? ended + 1 : 0
        }
    }

    /// A masked text frame with a mask of zeros.
    private func send(_ text: String, to socket: Int32) {
        let length = text.utf8.count
        var frame: [UInt8] = [0x81]
        frame += length < 126 ? [0x80 | UInt8(length)] : [0xFE, UInt8(length >> 8), UInt8(length & 0xFF)]
        frame += [0, 0, 0, 0] + Array(text.utf8)
        frame.withUnsafeBytes { _ = sendAll(socket, $0) }
    }
}
