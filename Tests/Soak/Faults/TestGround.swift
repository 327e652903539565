import Glibc
import SoakFaults

/// A ground to try faults on: a real folder, real probes and a real injector; the time is what the test says.
final class TestGround: FaultGround {
    let bench: Bench
    let dataDirectory: String
    let spoolDirectory: String
    let engineUser: UserIdentity?
    var now: VirtualTime
    var realMs: Int64 = 0
    var engineState = EngineState.never
    var generation = 0
    var bite: InjectorBite?
    var spent: InjectorTally?
    var mountObstacle: String?
    /// What the exchange says that it has done, order by order; the last is said for ever.
    var venueReports: [[String: Int64]] = []
    private(set) var venueOrders: [String] = []
    var venuePort = 0
    var speaksTLS = false
    var venueName: VenueName?
    var loopDisk: LoopDisk?
    var secondEngine: SecondEngine?
    /// One that was given an order with its start is not ready before the test says so.
    private var isRecovering = false
    /// What a second engine does; nil: it can't be started.
    var secondScript: String?
    private(set) var shift = WallShift.none
    private var second: LaunchedProcess?
    var armings = 0
    private(set) var isArmed = false
    private var disarmed: InjectorTally?
    private var limited: (before: Int64, errno: Int32)?
    private var process: LaunchedProcess?

    init(_ bench: Bench, now: String = "2026-01-20T15:30:00Z", user: UserIdentity? = Bench.user) {
        engineUser = user
        self.bench = bench
        dataDirectory = bench.engineFolder("data")
        spoolDirectory = bench.engineFolder("spool")
        self.now = VirtualTime(now)!
    }

    var signals: String { dataDirectory + "/signals_\(now.day).jsonl" }

    /// A writer that appends a line each few milliseconds to today's file, under the injector.
    func startEngine(traced: [String] = [], script: String? = nil, order: InjectorOrder? = nil) throws {
        let script =
            script
            ?? "while :; do echo '{\"line\":\"0123456789012345678901234567890\"}' >> \(signals); sleep 0.003; done"
        process = try LaunchedProcess.start(
            ["sh", "-c", script], injector: Bench.injector, user: engineUser, traced: traced, order: order,
            output: nil,
            errors: bench.path("engine.err"))
        generation += 1
        bite = nil
        spent = nil
        isArmed = false
        engineState = .never
        isRecovering = order != nil
        precondition(
            eventually {
                update(); return engineState != .never
            })
    }

    /// The engine says that it can be used.
    func becomeReady() { if let pid = engineState.pid { engineState = .running(pid: pid) } }

    func startSecondEngine() throws(SystemFailure) {
        guard let secondScript else { throw SystemFailure("start", "sh", errno: ENOENT) }
        second = try LaunchedProcess.start(
            ["sh", "-c", secondScript], injector: Bench.injector, user: engineUser, output: nil,
            errors: bench.path("second.err"))
    }

    func endSecondEngine() {
        second?.killProgram()
        second = nil
    }

    private(set) var presses = 0
    func pressEngine() { presses += 1 }
    func releaseEngine() { presses = 0 }

    func setWall(_ shift: WallShift) throws(SystemFailure) { self.shift = shift }
    var wall: WallReading { WallReading(now: now, wallMs: now.ms + shift.aheadMs(at: now)) }

    func update() {
        if let exit = second?.exit() {
            second = nil
            let words = bench.text("second.err").split(separator: "\n").last.map(String.init)
            secondEngine = SecondEngine(exit: exit, words: words ?? "")
        }
        for event in process?.events() ?? [] {
            switch event {
            case .started(let pid): engineState = isRecovering ? .starting(pid: pid) : .running(pid: pid)
            case .bitten(let bite): self.bite = bite
            case .spent(let tally): spent = tally
            case .disarmed(let tally): disarmed = tally
            case .limited(let before, let errno): limited = (before, errno)
            case .exited(let exit): engineState = .down(exit)
            case .armed: isArmed = true
            case .probed, .standing, .notStanding: break
            }
        }
    }

    func armInjector(_ order: InjectorOrder) {
        armings += 1
        bite = nil
        spent = nil
        process?.arm(order)
    }

    func disarmInjector() -> InjectorTally? {
        disarmed = nil
        process?.disarm()
        _ = eventually {
            update(); return disarmed != nil || engineState.exit != nil
        }
        return disarmed
    }

    func limitEngine(_ limit: EngineLimit, to value: Int64) throws(SystemFailure) -> Int64? {
        limited = nil
        process?.limitProgram(limit, to: value)
        _ = eventually {
            update(); return limited != nil || engineState.exit != nil
        }
        guard let limited else { return nil }
        if limited.errno != 0 { throw SystemFailure("prlimit", "of the engine", errno: limited.errno) }
        return limited.before
    }

    func orderVenue(_ words: [String]) throws(FaultMiss) -> VenueReport {
        venueOrders.append(words.joined(separator: " "))
        guard let counts = venueReports.first else { throw FaultMiss("the exchange is gone") }
        if venueReports.count > 1 { venueReports.removeFirst() }
        return VenueReport(counts)
    }

    func signalEngine(_ number: Int32) { process?.signalProgram(number) }
    func killEngine() { process?.killProgram() }

    func probeCreate(_ path: String) throws(SystemFailure) -> CreateProbe {
        try CreateProbe.run(path, as: engineUser, injector: Bench.injector)
    }
}
