import EngineStore
import Glibc

/// One port on loopback that answers `/info` and takes one WebSocket after the other; plain blocking sockets, so
/// that it costs next to nothing beside the engine.
final class VenueStub: Sendable {
    let port: Int
    private let streams = Monitor<[Int32]>([])

    /// - Parameter meta: the answer to `meta` of dex `xyz`.
    init(meta: String) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = loopback(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, $0, &size) == 0
            }
        }
        guard bound else { throw BenchFailure("no port to listen on: errno \(errno)") }
        port = Int(UInt16(bigEndian: address.sin_port))
        let streams = streams
        _ = OwnThread("venue-accept") {
            while true {
                let connection = accept(listener, nil, nil)
                if connection < 0 { continue }
                _ = OwnThread("venue-http") {
                    if serve(connection, meta) {
                        streams.change { $0.append(connection) }
                    } else {
                        close(connection)
                    }
                }
            }
        }
    }

    /// The next WebSocket that was opened.
    func stream() throws -> Stream {
        let deadline = nowNs() + 20_000_000_000
        let connection = streams.wait(until: deadline) {
            !$0.isEmpty
        } take: {
            $0.isEmpty ? nil : $0.removeFirst()
        }
        guard let connection else { throw BenchFailure("nobody opened a WebSocket within 20 s") }
        return Stream(connection)
    }
}

func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port)).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    return address
}

/// CLOCK_MONOTONIC.
func nowNs() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
}

/// Sends all of it.
@discardableResult
func sendAll(_ connection: Int32, _ bytes: UnsafeRawBufferPointer) -> Bool {
    var sent = 0
    while sent < bytes.count {
        let count = send(connection, bytes.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        sent += count
    }
    return true
}

/// Answers requests until one asks for a WebSocket; false when the other side has gone.
private func serve(_ connection: Int32, _ meta: String) -> Bool {
    var pending: [UInt8] = []
    while let (head, body) = request(connection, &pending) {
        if head.hasPrefix("GET ") {
            guard let key = header("sec-websocket-key", in: head) else { return false }
            let answer =
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: \(WebSocketAccept.of(key))\r\n\r\n"
            var one: Int32 = 1
            setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
            return Array(answer.utf8).withUnsafeBytes { sendAll(connection, $0) }
        }
        let text =
            Array(body.utf8).find("perpDexs") != nil ? "[null,{\"name\":\"xyz\",\"fullName\":\"xyz\"}]" : meta
        let answer =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)"
        guard Array(answer.utf8).withUnsafeBytes({ sendAll(connection, $0) }) else { return false }
    }
    return false
}

private func request(_ connection: Int32, _ pending: inout [UInt8]) -> (head: String, body: String)? {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
        if let end = pending.find("\r\n\r\n") {
            let head = String(decoding: pending[..<end.lowerBound], as: UTF8.self)
            let length = Int(header("content-length", in: head) ?? "0") ?? 0
            let bodyAt = end.upperBound
            if pending.count >= bodyAt + length {
                let body = String(decoding: pending[bodyAt..<bodyAt + length], as: UTF8.self)
                pending.removeFirst(bodyAt + length)
                return (head, body)
            }
        }
        let count = recv(connection, &buffer, buffer.count, 0)
        if count <= 0 { return nil }
        pending += buffer[..<count]
    }
}

private func header(_ name: String, in head: String) -> String? {
    for line in head.split(separator: "\r\n").dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == name else { continue }
        return String(parts[1].drop { $0 == " " })
    }
    return nil
}
