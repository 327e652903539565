import Glibc
import Synchronization

/// Stands between an engine and an exchange's `/info` on a loopback port and answers in its place, when it is told to,
/// as a venue in trouble does.
final class TablesDesk: Sendable {
    enum Manner: Sendable, CustomStringConvertible {
        /// What the exchange says.
        case honest
        /// The same, in pieces of a few bytes.
        case dribbling
        case answer(String, body: String)
        /// The connection ends in place of an answer.
        case cut

        var description: String {
            switch self {
            case .honest: "honest"
            case .dribbling: "dribbling"
            case .answer(let status, let body): "\(status) '\(body)'"
            case .cut: "cut"
            }
        }
    }

    private struct State {
        var manner = Manner.honest
        var requests = 0
        var isClosed = false
    }

    private static let pieceBytes = 16

    let port: Int
    private let listener: LoopbackListener
    private let exchange: UInt16
    private let state = Mutex(State())

    init(before exchange: Int) throws {
        self.exchange = UInt16(exchange)
        listener = try LoopbackListener()
        port = listener.port
        OwnThread.start { self.serve() }
    }

    /// How often anybody asked.
    var requests: Int { state.withLock { $0.requests } }

    func set(_ manner: Manner) { state.withLock { $0.manner = manner } }

    func close() {
        state.withLock { $0.isClosed = true }
        listener.close()
    }

    private func serve() {
        while let client = listener.next(), !state.withLock({ $0.isClosed }) {
            OwnThread.start {
                self.answer(client)
                Glibc.close(client)
            }
        }
    }

    private func answer(_ client: Int32) {
        guard let request = Self.request(from: client) else { return }
        let manner = state.withLock { state in
            state.requests += 1
            return state.manner
        }
        switch manner {
        case .honest: Loopback.send(ask(request), to: client)
        case .dribbling:
            let answer = ask(request)
            for at in stride(from: 0, to: answer.count, by: Self.pieceBytes) {
                Loopback.send(Array(answer[at..<min(answer.count, at + Self.pieceBytes)]), to: client)
                usleep(100)
            }
        case .answer(let status, let body):
            let text =
                "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
            Loopback.send(Array(text.utf8), to: client)
        case .cut: break
        }
    }

    /// The exchange's whole answer, head and all.
    private func ask(_ body: String) -> [UInt8] {
        guard let socket = Loopback.connect(to: exchange) else { return [] }
        defer { Glibc.close(socket) }
        let text = """
            POST /info HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nConnection: close\r\n\
            Content-Length: \(body.utf8.count)\r\n\r\n\(body)
            """
        Loopback.send(Array(text.utf8), to: socket)
        return Loopback.read(from: socket) { _ in false }
    }

    /// The body of a request; nil when it never came whole.
    private static func request(from client: Int32) -> String? {
        func body(_ bytes: [UInt8]) -> String? {
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.firstRange(of: "\r\n\r\n"),
                let header = text.lowercased().firstRange(of: "content-length: ")
            else { return nil }
            let length = Int(text.lowercased()[header.upperBound...].prefix { $0.isNumber }) ?? 0
            let body = text[end.upperBound...]
            return body.utf8.count >= length ? String(body) : nil
        }
        return body(Loopback.read(from: client) { body($0) != nil })
    }
}
