import Glibc
import SoakFaults

/// A ground to try faults on: a real folder, real probes and a real injector; the time is what the test says.
final class TestGround: FaultGround {
    let bench: Bench
    let dataDirectory: String
    let engineUser = Bench.user
    var now: VirtualTime
    var realMs: Int64 = 0
    var engineState = EngineState.never
    var generation = 0
    var bite: InjectorBite?
    var armings = 0
    private(set) var isArmed = false
    private var disarmed: Int64?
    private var process: LaunchedProcess?

    init(_ bench: Bench, now: String) {
        self.bench = bench
        dataDirectory = bench.engineFolder("data")
        self.now = VirtualTime(now)!
    }

    var signals: String { dataDirectory + "/signals_\(now.day).jsonl" }

    /// A writer that appends a line each few milliseconds to today's file, under the injector.
    func startEngine(order: InjectorOrder?, script: String? = nil) throws {
        let script =
            script
            ?? "while :; do echo '{\"line\":\"0123456789012345678901234567890\"}' >> \(signals); sleep 0.003; done"
        process = try LaunchedProcess.start(
            ["sh", "-c", script], injector: Bench.injector, user: engineUser, order: order, output: nil,
            errors: bench.path("engine.err"))
        generation += 1
        bite = nil
        isArmed = false
        precondition(
            eventually {
                update(); return engineState.pid != nil
            })
    }

    func update() {
        for event in process?.events() ?? [] {
            switch event {
            case .started(let pid): engineState = .running(pid: pid)
            case .bitten(let bite): self.bite = bite
            case .disarmed(let matched): disarmed = matched
            case .exited(let exit): engineState = .down(exit)
            case .armed: isArmed = true
            case .probed: break
            }
        }
    }

    func armInjector() {
        armings += 1
        process?.arm()
    }

    func disarmInjector() -> Int64? {
        process?.disarm()
        _ = eventually {
            update(); return disarmed != nil || bite != nil || engineState.exit != nil
        }
        return bite == nil ? disarmed : nil
    }

    func killEngine() { process?.killProgram() }

    func probeCreate(_ path: String) throws(SystemFailure) -> CreateProbe {
        try CreateProbe.run(path, as: engineUser, injector: Bench.injector)
    }
}
