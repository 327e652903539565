import Glibc
import Synchronization

/// Stands between the engine's feed and the venue, in the engine's own process, and does to the frames what a bug
/// would do to them. It hands on one byte more only when its reader has room, so that time waits for the engine as
/// it does without a relay.
final class WireRelay: Sendable {
    let port: Int
    private let listener: Int32
    private let venue: UInt16
    private let bug: WireBug
    private let frames = Counter()

    /// Small, so that what lies unread lies where the venue sees it.
    private static let bufferBytes: Int32 = 32_768

    /// - Parameter venue: the port to hand connections on to.
    init(to venue: Int, _ bug: WireBug) throws(RelayFailure) {
        self.venue = UInt16(venue)
        self.bug = bug
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = listener
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 16) == 0
                    && getsockname(socket, $0, &length) == 0
            }
        }
        guard isBound else { throw RelayFailure(errno: errno) }
        port = Int(UInt16(bigEndian: address.sin_port))
        onThread { self.accept() }
    }

    struct RelayFailure: Error {
        let errno: Int32
    }

    private func accept() {
        var connection = 0
        while true {
            let client = Glibc.accept(listener, nil, nil)
            if client < 0 { return }
            let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var bytes = Self.bufferBytes
            let size = socklen_t(MemoryLayout<Int32>.size)
            setsockopt(upstream, SOL_SOCKET, SO_RCVBUF, &bytes, size)
            setsockopt(client, SOL_SOCKET, SO_SNDBUF, &bytes, size)
            var yes: Int32 = 1
            for end in [client, upstream] { setsockopt(end, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, size) }
            var address = Self.loopback(venue)
            let isConnected = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(upstream, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
            guard isConnected else {
                close(client)
                close(upstream)
                continue
            }
            connection += 1
            let pair = Pair(client: client, upstream: upstream, connection: connection)
            onThread { self.handOnFromVenue(pair) }
            onThread { self.handOnFromEngine(pair) }
        }
    }

    /// Both ends of a connection. Descriptors are left to the end of the process, so that no number is closed
    /// that means another by now.
    private final class Pair: Sendable {
        let client: Int32
        let upstream: Int32
        let connection: Int
        private let toClient = Mutex(())

        init(client: Int32, upstream: Int32, connection: Int) {
            self.client = client
            self.upstream = upstream
            self.connection = connection
        }

        func sendToClient(_ bytes: [UInt8]) -> Bool {
            toClient.withLock { _ in WireRelay.send(bytes, to: client) }
        }

        func end() {
            shutdown(client, Int32(SHUT_RDWR))
            shutdown(upstream, Int32(SHUT_RDWR))
        }
    }

    private func handOnFromVenue(_ pair: Pair) {
        defer { pair.end() }
        var stream = WebSocketFrames()
        var buffer = [UInt8](repeating: 0, count: Int(Self.bufferBytes))
        while true {
            let count = recv(pair.upstream, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            stream.add(buffer[..<count])
            var output = stream.head().map(Array.init) ?? []
            for frame in stream.frames() {
                switch passage(of: frame, pair.connection) {
                case .pass: output += frame.raw
                case .hold: break
                case .instead(let payloads):
                    for payload in payloads { output += WebSocketFrames.text(payload) }
                case .cut:
                    _ = pair.sendToClient(output)
                    return
                }
            }
            guard output.isEmpty || pair.sendToClient(output) else { return }
        }
    }

    private func passage(of frame: WebSocketFrames.Frame, _ connection: Int) -> WireBug.Passage {
        guard frame.isText, var streamed = StreamFrame(frame.payload) else { return .pass }
        streamed.number = frames.next()
        return bug.fromVenue(streamed, connection)
    }

    private func handOnFromEngine(_ pair: Pair) {
        defer { pair.end() }
        var stream = WebSocketFrames()
        var buffer = [UInt8](repeating: 0, count: Int(Self.bufferBytes))
        while true {
            let count = recv(pair.client, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            stream.add(buffer[..<count])
            var output = stream.head().map(Array.init) ?? []
            for frame in stream.frames() {
                let request = String(decoding: frame.payload, as: UTF8.self)
                if frame.isText, let answer = bug.answer(request, pair.connection) {
                    guard pair.sendToClient(WebSocketFrames.text(Array(answer.utf8))) else { return }
                } else {
                    output += frame.raw
                }
            }
            guard output.isEmpty || Self.send(output, to: pair.upstream) else { return }
        }
    }

    private static func send(_ bytes: [UInt8], to socket: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let more = bytes.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard more > 0 else { return false }
            sent += more
        }
        return true
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        address.sin_port = port.bigEndian
        return address
    }
}
