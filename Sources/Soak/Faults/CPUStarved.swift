import CLinuxCalls
import Glibc

/// The engine gets a fraction of one processor: all its threads are bound to one, and busy threads of ours to the same.
///
/// Proof: how long its threads waited for a processor, as the scheduler counts it (/proc/PID/task/*/schedstat).
package struct CPUStarved: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.atOnce

    private enum State {
        case untouched
        case starved(pid: Int32, processors: UInt64, waitedMs: Int64, sinceRealMs: Int64)
        case over
    }

    private var state = State.untouched
    private var load: BusyThreads?
    static let threads = 4
    /// Of the time that it lasts, at least this part was spent waiting.
    static let waitedPartMin = 0.1

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String {
        "from \(plan.armAt.text) on, for \(DurationText.text(ms: plan.lengthRealMs)), the engine shares one processor "
            + "with \(Self.threads) busy threads"
    }

    package var undoing: String { "the busy threads end, and the engine may use all processors again" }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        guard let pid = ground.engineState.pid else { throw FaultMiss("the engine is down") }
        let processors = processors_of(pid)
        guard let last = (0..<64).last(where: { processors >> UInt64($0) & 1 == 1 }) else {
            throw FaultMiss("the processors of process \(pid) are not known")
        }
        guard let waited = ProcessFacts.waitedMs(pid) else {
            throw FaultMiss.impossible("this kernel does not count how long a thread waits for a processor")
        }
        state = .starved(pid: pid, processors: processors, waitedMs: waited, sinceRealMs: ground.realMs)
        if processors_bind(pid, 1 << UInt64(last)) != 0 {
            throw FaultMiss(SystemFailure("bind", "process \(pid)", errno: errno).description)
        }
        load = BusyThreads(Self.threads, processor: last)
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard case .starved(let pid, _, let before, let sinceRealMs) = state else { return nil }
        guard ground.engineState.pid == pid else {
            throw FaultMiss("the engine ended: \(ground.engineState)")
        }
        let length = ground.realMs - sinceRealMs
        guard length >= plan.lengthRealMs else { return nil }
        let waited = (ProcessFacts.waitedMs(pid) ?? before) - before
        guard Double(waited) >= Double(length) * Self.waitedPartMin else {
            throw FaultMiss("its threads waited for a processor for only \(waited) of \(length) ms")
        }
        return FaultProof(
            "the scheduler counts that the threads of process \(pid) waited \(waited) ms for a processor in "
                + "\(length) ms",
            facts: [
                ("pid", .number(Int64(pid))), ("waited_ms", .number(waited)), ("length_ms", .number(length)),
            ])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {
        load?.end()
        load = nil
        guard case .starved(let pid, let processors, _, _) = state else { return }
        state = .over
        // One that is gone needs nothing back.
        _ = processors_bind(pid, processors)
    }
}
