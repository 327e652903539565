import Glibc

/// The running engine may have no further memory (`prlimit --as --data` on its pid, at what it has), and connections
/// to its ops server want some: the first allocation that needs it fails, which a Swift program does not survive.
///
/// Both limits, since an allocator reserves address space long before it makes use of it: 64 MB for each thread, in
/// which a program may live on for a day under the first limit alone.
///
/// Proof: the limits as they were set, at the sizes that /proc showed, and an end by the signal of a trap or an abort.
package struct OutOfMemory: Fault {
    package let plan: PlannedFault
    package let end = FaultEnd.engineBack

    private enum State {
        case untouched
        case limited(pid: Int32, bytes: Int64, dataBytes: Int64)
        case over
    }

    private var state = State.untouched
    /// By which a program dies that gets no memory: an abort, a trap, an illegal instruction; a write into
    /// nothing, where a library does not look at what it got.
    static let deaths = [SIGABRT, SIGTRAP, SIGILL, SIGSEGV]

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var about: String { "from \(plan.armAt.text) on the running engine gets no further memory" }
    package var undoing: String { "the engine dies of it and is started again, with the limit that it had" }
    package func plansEnd(_ bite: InjectorBite?) -> Bool { true }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        guard let pid = ground.engineState.pid, let bytes = ProcessFacts.addressSpaceBytes(pid),
            let dataBytes = ProcessFacts.dataBytes(pid)
        else { throw FaultMiss("the engine is down") }
        do {
            guard try ground.limitEngine(.memory, to: bytes) != nil,
                try ground.limitEngine(.data, to: dataBytes) != nil
            else { throw FaultMiss("the engine is down") }
        } catch let miss as FaultMiss { throw miss } catch { throw FaultMiss("\(error)") }
        state = .limited(pid: pid, bytes: bytes, dataBytes: dataBytes)
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard case .limited(let pid, let bytes, let dataBytes) = state else { return nil }
        guard let exit = ground.engineState.exit else {
            ground.pressEngine()
            if ground.now < plan.until { return nil }
            throw FaultMiss("it wanted no memory by \(plan.until.text)")
        }
        state = .over
        guard case .signal(let signal) = exit, Self.deaths.contains(signal) else {
            throw FaultMiss("the engine ended with \(exit), which is no death of memory")
        }
        return FaultProof(
            "process \(pid) had \(bytes) bytes of address space, \(dataBytes) of them data, and might have no more; it ended with \(exit)",
            facts: [
                ("limit", .number(bytes)), ("data_limit", .number(dataBytes)),
                ("signal", .number(Int64(signal))),
                ("code", .number(Int64(exit.shellCode))),
            ])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {
        ground.releaseEngine()
        // A miss leaves the engine alive; -1 is no limit.
        guard case .limited = state, ground.engineState.pid != nil else { return }
        state = .over
        do {
            for limit in [EngineLimit.memory, .data] { _ = try ground.limitEngine(limit, to: -1) }
        } catch { throw FaultMiss("\(error)") }
    }
}
