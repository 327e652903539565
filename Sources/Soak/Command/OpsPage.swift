import SoakRunner
import SoakStatus

#if canImport(Glibc)
    import Glibc
#endif

/// The status page that a runner serves beside its work, from before the run begins until the command ends. It has
/// threads of its own and only reads; what goes wrong with it is no matter of the run.
final class OpsPage {
    /// The engine's own page is on 9646.
    static let standard = StatusAddress("127.0.0.1:9465")!

    /// What its user should know of it; nil: nothing.
    let note: String?
    private let server: StatusServer?
    private let board: StatusBoard

    init(server: StatusServer?, board: StatusBoard = StatusBoard(waiting: ""), note: String? = nil) {
        self.server = server
        self.board = board
        self.note = note
    }

    convenience init(at address: StatusAddress) throws(StatusServer.Refusal) {
        let board = StatusBoard(waiting: "the machine is looked at")
        let server = try StatusServer.start(board, at: address)
        let open = address.isLoopback ? "" : " (anybody who reaches this address can read it)"
        self.init(server: server, board: board, note: "status page: http://\(server.address)/\(open)")
    }

    deinit { server?.stop() }

    /// What is done while there is no run.
    func say(_ waiting: String) { board.say(waiting) }

    func show(_ run: Rehearsal) {
        let health = run.engineHealth
        // Its journal does not say yet by which policy.
        show(folder: run.folder, policyFile: run.policyFile) { health.ask().map { ($0.isHealthy, $0.text) } }
    }

    /// A policy that can't be read is the judge's to complain of; without it there is no page.
    func show(
        folder: String, policyFile: String? = nil, engine: @escaping StatusBoard.EngineWord = { nil }
    ) {
        guard server != nil else { return }
        do { board.show(try StatusSource(folder, policyFile: policyFile), engine: engine) } catch {
            board.say("no page: \(error)")
        }
    }

    /// Goes on showing what there is until somebody stops the command.
    func stay(_ console: Console, _ interruption: Interruption) {
        let place = server.map { "http://\($0.address)/ stays" } ?? "this stays, without a status page,"
        console.say("\(place) until Ctrl-C or SIGTERM; another run: --new, or another --name")
        var ready = pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&ready, 1, -1) < 0, errno == EINTR {}
    }
}
