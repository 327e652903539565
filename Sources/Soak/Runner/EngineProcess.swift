import Glibc
import SoakFaults

/// The engine as the runner sees it: its process under soak-inject, its life's number, what was reported of it.
final class EngineProcess {
    private(set) var state = EngineState.never
    private(set) var generation = 0
    private(set) var bite: InjectorBite?
    private(set) var ops: OpsClient?
    private var process: LaunchedProcess?
    private var disarmed: Int64?
    private var outputStart: Int64 = 0
    private let output: String
    private let errors: String

    /// Real time in which a started program is reported, and a disarming answered.
    static let answerMsMax: Int64 = 10_000

    init(_ directory: RunDirectory) {
        output = directory.output("engine")
        errors = directory.errors("engine")
    }

    /// Where to wait for news of it.
    var descriptor: Int32? { process?.line }

    /// Starts another life. Gives its pid.
    func start(
        _ command: [String], injector: String, user: UserIdentity?, order: InjectorOrder?
    ) throws(SystemFailure) -> Int32 {
        outputStart = FileTree.size(output)
        bite = nil
        disarmed = nil
        ops = nil
        process = try LaunchedProcess.start(
            command, injector: injector, user: user, order: order, output: output, errors: errors)
        generation += 1
        state = .starting(pid: 0)
        wait { state != .starting(pid: 0) }
        switch state {
        case .starting(let pid) where pid != 0: return pid
        case .down: return 0
        default: throw SystemFailure("start", command.first ?? "", errno: EIO)
        }
    }

    /// Takes in what happened. True when the engine has ended just now.
    func update() -> Bool {
        guard let process else { return false }
        let ended = process.exit()
        for event in process.events() { take(event) }
        if let ended, state.pid != nil { state = .down(ended) }
        if case .down = state {
            self.process = nil
            return true
        }
        if case .starting(let pid) = state, let ready = ReadyLine.read(output, after: outputStart) {
            state = .running(pid: pid)
            ops = ready.values["ops"].flatMap { OpsClient(address: $0) }
        }
        return false
    }

    func signal(_ number: Int32) { process?.signal(number) }
    func kill() { process?.killProgram() }
    func arm() { process?.arm() }

    func disarm() -> Int64? {
        disarmed = nil
        process?.disarm()
        wait { disarmed != nil || bite != nil || state.exit != nil }
        return bite == nil ? disarmed : nil
    }

    /// The last line that it said on its standard error.
    var lastWords: String? {
        (try? FileTree.text(errors))?.split(separator: "\n").last.map(String.init)
    }

    private func take(_ event: InjectorEvent) {
        switch event {
        case .started(let pid): state = .starting(pid: pid)
        case .bitten(let bite): self.bite = bite
        case .disarmed(let matched): disarmed = matched
        case .exited(let exit): state = .down(exit)
        case .armed, .probed: break
        }
    }

    // Events only: the end of the process stays for `update` to tell.
    private func wait(until isDone: () -> Bool) {
        let deadline = MonotonicClock.nowMs() + Self.answerMsMax
        while !isDone(), let process, MonotonicClock.nowMs() < deadline {
            var ready = pollfd(fd: process.line, events: Int16(POLLIN), revents: 0)
            poll(&ready, 1, 100)
            for event in process.events() { take(event) }
            if ready.revents & Int16(POLLHUP) != 0 { return }
        }
    }
}
