import Glibc

/// Neither the data directory nor the spool takes a byte, and then the machine kills the engine: what it held in
/// memory alone is lost, and the judge must say so. Where it lives on, it brings everything home; that is
/// `write-error` with `on = "all"`.
///
/// Proof: the injector's report of writes that failed, and an end by SIGKILL while they did.
package struct SpoolAndDataFail: Fault {
    package let end = FaultEnd.engineBack
    private let injection: Injection

    private enum State {
        case armed
        case failing(InjectorBite, sinceRealMs: Int64)
        case killed(InjectorBite, InjectorTally, heldRealMs: Int64)
    }

    private var state = State.armed

    package init(_ plan: PlannedFault) {
        injection = Injection(
            plan, calls: ["write", "pwrite64", "create"], action: "errno:\(plan.error.rawValue)")
    }

    package var plan: PlannedFault { injection.plan }
    package var tracedCalls: [String] { injection.calls }

    package var about: String {
        "from \(plan.armAt.text) on all writes to data and spool fail with \(plan.error.rawValue); "
            + "\(DurationText.text(ms: plan.lengthRealMs)) of real time later the engine is killed"
    }

    package var undoing: String { "the engine is started again on a disk that is well" }
    package func plansEnd(_ bite: InjectorBite?) -> Bool { if case .killed = state { true } else { false } }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) {
        var all = injection.order(on: ground)
        all.times = 0
        ground.armInjector(all)
    }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        switch state {
        case .armed:
            if let exit = ground.engineState.exit { throw FaultMiss("the engine ended by itself: \(exit)") }
            if let bite = ground.bite {
                state = .failing(bite, sinceRealMs: ground.realMs)
            } else if ground.now >= plan.until {
                throw FaultMiss("nothing was written from \(plan.armAt.text) to \(plan.until.text)")
            }
            return nil
        case .failing(let bite, let sinceRealMs):
            if let exit = ground.engineState.exit { throw FaultMiss("the engine ended by itself: \(exit)") }
            let held = ground.realMs - sinceRealMs
            guard held >= plan.lengthRealMs else { return nil }
            // Killed first: a disarmed engine would bring home what it holds.
            ground.killEngine()
            state = .killed(bite, InjectorTally(matched: bite.matched, bites: 1), heldRealMs: held)
            return nil
        case .killed(let bite, let tally, let held):
            guard let exit = ground.engineState.exit else { return nil }
            guard exit == .signal(SIGKILL) else { throw FaultMiss("the engine ended with \(exit)") }
            return FaultProof(
                "\(bite.call) on \(bite.name) failed with \(plan.error.rawValue), and so did all after it for "
                    + "\(held) ms; then SIGKILL",
                facts: [
                    ("path", .text(bite.name)), ("call", .text(bite.call)),
                    ("errno", .number(Int64(plan.error.code))), ("matched", .number(tally.matched)),
                    ("held_ms", .number(held)), ("signal", .number(Int64(SIGKILL))),
                ])
        }
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {
        if ground.engineState.pid != nil { _ = ground.disarmInjector() }
    }
}
