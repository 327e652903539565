import Glibc

/// The engine stands still for some real seconds, as on a machine that swaps or is moved, and goes on. Virtual
/// time waits for it: what it has to show is that it goes on where it stood.
///
/// Proof: /proc shows it stopped at the beginning and at the end of that time.
package struct Sigstop: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.atOnce
    package var holdsTime: Bool { true }

    private enum State {
        case running
        case asked(pid: Int32)
        case stopped(pid: Int32, sinceRealMs: Int64)
    }

    private var state = State.running
    private var askedRealMs: Int64 = 0
    /// Real time after which a stop that is not to be seen is a miss.
    static let patienceRealMs: Int64 = 10_000

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "SIGSTOP to the engine for \(DurationText.text(ms: plan.lengthRealMs)) of real time"
    }
    package var undoing: String { "SIGCONT" }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        guard let pid = ground.engineState.pid else { throw FaultMiss("the engine is down") }
        state = .asked(pid: pid)
        askedRealMs = ground.realMs
        ground.signalEngine(SIGSTOP)
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        switch state {
        case .running: return nil
        case .asked(let pid):
            if isStopped(pid) {
                state = .stopped(pid: pid, sinceRealMs: ground.realMs)
            } else if ground.realMs - askedRealMs >= Self.patienceRealMs {
                throw FaultMiss("/proc/\(pid)/stat never showed it stopped")
            }
            return nil
        case .stopped(let pid, let sinceRealMs):
            let length = ground.realMs - sinceRealMs
            guard length >= plan.lengthRealMs else { return nil }
            guard isStopped(pid) else { throw FaultMiss("somebody let process \(pid) go on before its time") }
            return FaultProof(
                "/proc/\(pid)/stat showed it stopped for \(length) ms",
                facts: [("pid", .number(Int64(pid))), ("stopped_ms", .number(length))])
        }
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {
        if case .running = state { return }
        state = .running
        ground.signalEngine(SIGCONT)
    }

    private func isStopped(_ pid: Int32) -> Bool { ProcessFacts.isStopped(pid) }
}
