import ArgumentParser
import SoakRunner
import SoakStatus

#if canImport(Glibc)
    import Glibc
#endif

/// `hip3-soak status`: how a run is going.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "How is it going: one screen, a live one, JSON, or a web page.",
        discussion: """
            Reads the folder of a run and nothing else, so it may be asked at any time and from another machine's \
            copy. The criteria are tried on what is there; one that needs more of the run is not-yet.

            Examples:
              hip3-soak status
              hip3-soak status --watch
              hip3-soak status reports/20260120T071300Z-live-1 --json
              hip3-soak status --serve 127.0.0.1:8080      # ssh -L 8080:127.0.0.1:8080 VPS, then http://localhost:8080

            Exit: 0 the run goes on or passed, 1 a criterion fails, 2 the run was interrupted, paused or abandoned or is \
            inconclusive, 64 wrong usage.
            """)

    @Argument(
        help: ArgumentHelp(
            "A run's folder, or its name below the reports (default: the newest run).", valueName: "run"))
    var runName: String?

    @Option(help: "Where run folders lie (default: reports, or /var/tmp where the runner had to go there).")
    var reports: String?

    @Option(help: "The policy to try the criteria by (default: the run's own, else phase-a).")
    var policy: String?

    @Flag(help: "One JSON object (docs/formats.md) and nothing else.")
    var json = false

    @Flag(help: "A live screen, renewed each second; q or Ctrl-C leaves it.")
    var watch = false

    @Option(help: ArgumentHelp("A web page that renews itself, on this address.", valueName: "host:port"))
    var serve: String?

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        // One that only prints ends by Ctrl-C as anything else does.
        let interrupts = watch || serve != nil ? Interrupts() : nil
        defer { withExtendedLifetime(interrupts) {} }
        let command = self
        let interruption = interrupts?.interruption
        let code = try await OwnThread.run {
            do throws(RunRefusal) { return try command.show(interruption) } catch { throw refuse(error) }
        }
        if code != 0 { throw ExitCode(code) }
    }

    private func show(_ interruption: Interruption?) throws(RunRefusal) -> Int32 {
        guard [json, watch, serve != nil].count(where: { $0 }) <= 1 else {
            throw .usage("--json, --watch and --serve exclude each other; give one of them")
        }
        let folder = try RunChoice.folder(runName, reports: reports)
        let source = try source(folder)
        if let serve, let interruption { return try open(source, at: serve, interruption) }
        if watch, let interruption {
            guard let screen = LiveScreen() else {
                throw .usage("--watch needs a terminal; without one: hip3-soak status, or --json")
            }
            screen.show(everyMs: Self.watchMs, isStopped: { interruption.isRaised }) { source.status() }
            return 0
        }
        let status = source.status(waits: true)
        if json {
            try Output.put(StatusJSON.text(status))
        } else {
            let width = Screen.width(1)
            let screen = StatusScreen(status, width: width ?? StatusScreen.plainWidth)
            try Output.put(screen.text(isColoured: width != nil))
        }
        return Self.exitCode(status)
    }

    private static let watchMs: Int64 = 1_000

    private func open(_ source: StatusSource, at text: String, _ interruption: Interruption)
        throws(RunRefusal)
        -> Int32
    {
        guard let address = StatusAddress(text) else {
            throw .usage("--serve \(text): give an address as 127.0.0.1:8080; 8080 alone listens on loopback")
        }
        let server: StatusServer
        do { server = try StatusServer.start(source, at: address) } catch {
            throw .usage("--serve: \(error)")
        }
        let open = address.isLoopback ? "" : " (anybody who reaches this address can read it)"
        try Output.put(
            "ready port=\(server.port) url=http://\(server.address)/ run=\(source.folder)\(open)\n")
        var ready = pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&ready, 1, -1) < 0, errno == EINTR {}
        server.stop()
        return 0
    }

    private func source(_ folder: String) throws(RunRefusal) -> StatusSource {
        do { return try StatusSource(folder, policyFile: policy) } catch { throw .usage(error.description) }
    }

    static func exitCode(_ status: RunStatus) -> Int32 {
        if status.verdict.criteria.contains(where: { $0.answer == .fail && !$0.isWaived }) { return 1 }
        let isUnsure = status.verdict.criteria.contains { $0.answer == .unknown && !$0.isWaived }
        if status.state.isOver, isUnsure { return 2 }
        switch status.state {
        case .preparing, .running, .engineDown: return 0
        case .ended(let outcome, _): return outcome == "completed" ? 0 : 2
        case .abandoned, .paused, .noRun: return 2
        }
    }
}
