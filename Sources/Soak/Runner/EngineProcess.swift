import Glibc
import SoakFaults

/// The engine as the runner sees it: its process under soak-inject, its life's number, what was reported of it.
final class EngineProcess {
    private(set) var state = EngineState.never
    private(set) var generation = 0
    private(set) var bite: InjectorBite?
    private(set) var ops: OpsClient? { didSet { health.asks(ops) } }
    /// How it is by its own word, for whoever asks from another thread.
    let health = EngineHealth()
    private var process: LaunchedProcess?
    private(set) var spent: InjectorTally?
    private var disarmed: InjectorTally?
    private var limited: (before: Int64, errno: Int32)?
    private var outputStart: Int64 = 0
    private let output: String
    private let errors: String
    /// It tells when it can be used; one that does not is taken to be running from its start on.
    private let saysReady: Bool

    /// Real time in which a started program is reported, and a disarming answered.
    static let answerMsMax: Int64 = 10_000

    /// `generation`: lives that are over already.
    init(_ directory: RunDirectory, saysReady: Bool = true, generation: Int = 0) {
        self.saysReady = saysReady
        self.generation = generation
        output = directory.output("engine")
        errors = directory.errors("engine")
    }

    /// Where to wait for news of it.
    var descriptor: Int32? { process?.line }

    /// Starts another life. Gives its pid.
    func start(
        _ command: [String], injector: String, user: UserIdentity?, traced: [String],
        order: InjectorOrder? = nil
    ) throws(SystemFailure) -> Int32 {
        outputStart = FileTree.size(output)
        bite = nil
        spent = nil
        disarmed = nil
        ops = nil
        process = try LaunchedProcess.start(
            command, injector: injector, user: user, traced: traced, order: order, output: output,
            errors: errors)
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
        if case .starting(let pid) = state, !saysReady { state = .running(pid: pid) }
        if case .starting(let pid) = state, let ready = ReadyLine.read(output, after: outputStart) {
            state = .running(pid: pid)
            ops = ready.values["ops"].flatMap { OpsClient(address: $0) }
        }
        return false
    }

    /// What it says begins anew: a `ready` that is still to come stands at the file's beginning.
    func outputWasCut() { outputStart = min(outputStart, FileTree.size(output)) }

    /// One that asks it to end, passed on by the injector.
    func signal(_ number: Int32) { process?.signal(number) }
    /// Any, to the engine itself.
    func signalDirectly(_ number: Int32) { process?.signalProgram(number) }
    func kill() { process?.killProgram() }

    func arm(_ order: InjectorOrder) {
        bite = nil
        spent = nil
        process?.arm(order)
    }

    func disarm() -> InjectorTally? {
        disarmed = nil
        process?.disarm()
        wait { disarmed != nil || state.exit != nil }
        return disarmed
    }

    /// Nil when the engine is gone.
    func limit(_ limit: EngineLimit, to value: Int64) throws(SystemFailure) -> Int64? {
        limited = nil
        process?.limitProgram(limit, to: value)
        wait { limited != nil || state.exit != nil }
        guard let limited else { return nil }
        if limited.errno != 0 { throw SystemFailure("prlimit", "of the engine", errno: limited.errno) }
        return limited.before
    }

    /// The last line that it said on its standard error.
    var lastWords: String? {
        (try? FileTree.text(errors))?.split(separator: "\n").last.map(String.init)
    }

    private func take(_ event: InjectorEvent) {
        switch event {
        case .started(let pid): state = .starting(pid: pid)
        case .bitten(let bite): self.bite = bite
        case .spent(let tally): spent = tally
        case .disarmed(let tally): disarmed = tally
        case .limited(let before, let errno): limited = (before, errno)
        case .exited(let exit): state = .down(exit)
        case .armed, .probed, .standing, .notStanding: break
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
