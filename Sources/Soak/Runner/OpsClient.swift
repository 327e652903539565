import FoundationEssentials
import Glibc

/// Asks the engine's `/status` for the number of signals. A loopback question with a short patience: no answer
/// is no news, never an error.
struct OpsClient {
    let port: UInt16

    /// Real time for the connection and for the answer.
    var patienceMs = 200
    static let answerBytesMax = 262_144

    /// From `127.0.0.1:4711`.
    init?(address: String) {
        guard let text = address.split(separator: ":").last, let port = UInt16(text) else { return nil }
        self.port = port
    }

    struct Status: Decodable {
        var signals: Int64
        var state: String?
        var feed: Feed?
        struct Feed: Decodable { var frames: Int64? }
    }

    func signals() -> Int64? { status()?.signals }

    func status() -> Status? {
        guard let answer = get("/status"), let end = Self.bodyStart(answer) else { return nil }
        return try? JSONDecoder().decode(Status.self, from: Data(answer[end...]))
    }

    /// The answer of `/healthz`, whatever its status; nil: there was none.
    func health() -> (status: Int, body: String)? {
        guard let answer = get("/healthz") else { return nil }
        let text = String(decoding: answer, as: UTF8.self)
        guard text.hasPrefix("HTTP/1.1 "), let status = Int(text.dropFirst(9).prefix(3)),
            let blank = text.firstRange(of: "\r\n\r\n")
        else { return nil }
        return (status, String(text[blank.upperBound...].prefix(Self.healthTextMax)))
    }

    private static let healthTextMax = 2_000

    /// A connection that has asked for nothing yet; the caller closes it.
    func connection() -> Int32? {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return nil }
        var patience = timeval(tv_sec: patienceMs / 1000, tv_usec: patienceMs % 1000 * 1000)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if connected == 0 { return socket }
        close(socket)
        return nil
    }

    private func get(_ path: String) -> [UInt8]? {
        guard let socket = connection() else { return nil }
        defer { close(socket) }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".utf8)
        guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return nil }
        var answer: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 16_384)
        while answer.count < Self.answerBytesMax {
            let got = recv(socket, &part, part.count, 0)
            if got <= 0 { break }
            answer.append(contentsOf: part.prefix(got))
        }
        return answer
    }

    private static func bodyStart(_ answer: [UInt8]) -> Int? {
        guard answer.starts(with: Array("HTTP/1.1 200".utf8)),
            let open = answer.firstIndex(of: UInt8(ascii: "{"))
        else {
            return nil
        }
        return open
    }
}
