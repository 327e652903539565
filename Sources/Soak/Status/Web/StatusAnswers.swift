import Synchronization

/// What is answered to a path, made of a status that many may share for a moment.
final class StatusAnswers: Sendable {
    struct Answer: Sendable {
        var status: Int
        var type: String
        var body: String

        static let notFound = Answer(
            status: 404, type: "text/plain; charset=utf-8",
            body: "not here; there is /, /status.json and /healthz\n")
    }

    private struct Kept {
        var status: RunStatus
        var atMs: Int64
    }

    private let board: StatusBoard
    private let kept = Mutex<Kept?>(nil)

    /// So old a status may be, in real time.
    private static let freshMs: Int64 = 500

    init(_ board: StatusBoard) { self.board = board }

    /// Reads files; not for an event loop.
    func answer(_ path: String) -> Answer {
        switch path {
        case "/", "/index.html":
            Answer(status: 200, type: "text/html; charset=utf-8", body: StatusPage(status()).page)
        case "/part": Answer(status: 200, type: "text/html; charset=utf-8", body: StatusPage(status()).part)
        case "/status.json":
            Answer(status: 200, type: "application/json", body: StatusJSON.text(status()))
        case "/healthz": health()
        case "/status.js":
            Answer(status: 200, type: "text/javascript; charset=utf-8", body: StatusPage.script)
        default: .notFound
        }
    }

    private func health() -> Answer {
        let health = board.health(of: status())
        return Answer(
            status: health.isWell ? 200 : 503, type: "text/plain; charset=utf-8", body: health.text + "\n")
    }

    private func status() -> RunStatus {
        let nowMs = StatusSource.nowMs()
        if let kept = kept.withLock({ $0 }), abs(nowMs - kept.atMs) < Self.freshMs { return kept.status }
        let status = board.status()
        kept.withLock { $0 = Kept(status: status, atMs: nowMs) }
        return status
    }
}
