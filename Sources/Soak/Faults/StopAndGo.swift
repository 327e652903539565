import Glibc

/// The engine runs in jerks: stopped and let go again, over and over, as on a machine that swaps.
///
/// Proof: how often /proc showed it stopped, and that it ran in between.
package struct StopAndGo: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.atOnce

    private enum State {
        case untouched
        case jerking(pid: Int32, sinceRealMs: Int64, turnedRealMs: Int64, isStopped: Bool)
        case over
    }

    private var state = State.untouched
    private var stops: Int64 = 0
    /// Real time that it stands, and goes, each time.
    static let turnRealMs: Int64 = 50
    static let stopsMin: Int64 = 3

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "from \(plan.armAt.text) on SIGSTOP and SIGCONT in turn, every \(Self.turnRealMs) ms, for "
            + DurationText.text(ms: plan.lengthRealMs)
    }

    package var undoing: String { "SIGCONT" }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        guard let pid = ground.engineState.pid else { throw FaultMiss("the engine is down") }
        state = .jerking(pid: pid, sinceRealMs: ground.realMs, turnedRealMs: ground.realMs, isStopped: true)
        ground.signalEngine(SIGSTOP)
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard case .jerking(let pid, let sinceRealMs, let turnedRealMs, let isStopped) = state else {
            return nil
        }
        guard ground.engineState.pid == pid else {
            throw FaultMiss("the engine ended: \(ground.engineState)")
        }
        guard ground.realMs - turnedRealMs >= Self.turnRealMs else { return nil }
        let length = ground.realMs - sinceRealMs
        if isStopped {
            if ProcessFacts.isStopped(pid) { stops += 1 }
            ground.signalEngine(SIGCONT)
        } else if length < plan.lengthRealMs {
            ground.signalEngine(SIGSTOP)
        } else {
            state = .over
            guard stops >= Self.stopsMin else {
                throw FaultMiss("/proc/\(pid)/stat showed it stopped \(stops) times, wanted \(Self.stopsMin)")
            }
            return FaultProof(
                "/proc/\(pid)/stat showed it stopped \(stops) times in \(length) ms",
                facts: [
                    ("pid", .number(Int64(pid))), ("stops", .number(stops)), ("length_ms", .number(length)),
                ])
        }
        state = .jerking(
            pid: pid, sinceRealMs: sinceRealMs, turnedRealMs: ground.realMs, isStopped: !isStopped)
        return nil
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {
        if case .untouched = state { return }
        state = .over
        ground.signalEngine(SIGCONT)
    }
}
