import Glibc

/// The engine is killed at a call of its own: what it had said and done until then must hold.
///
/// Proof: the injector's report of the call, and an engine that ended by SIGKILL.
package protocol InjectedKill: Fault {
    var injection: Injection { get set }
    /// `before it was made` or `when it was done`.
    static var moment: String { get }
}

extension InjectedKill {
    package var plan: PlannedFault { injection.plan }
    package var end: FaultEnd { .engineBack }
    package var tracedCalls: [String] { injection.calls }
    package func plansEnd(_ bite: InjectorBite?) -> Bool { bite != nil }

    package var about: String {
        "SIGKILL at number \(plan.k) of \(injection.words) from \(plan.armAt.text) on, \(Self.moment)"
    }

    package var undoing: String { "the engine is started again at once" }

    package mutating func prepare(on ground: any FaultGround) throws(FaultMiss) -> Bool {
        if case .running = ground.engineState { true } else { false }
    }

    package mutating func make(on ground: any FaultGround) throws(FaultMiss) { injection.arm(on: ground) }

    package mutating func prove(on ground: any FaultGround) throws(FaultMiss) -> FaultProof? {
        guard let (bite, tally) = try injection.outcome(on: ground) else { return nil }
        // The report comes before the process is gone.
        guard let exit = ground.engineState.exit else { return nil }
        guard exit == .signal(SIGKILL) else {
            throw FaultMiss("the engine was not killed but ended with \(exit)")
        }
        return FaultProof(
            "SIGKILL at \(bite.call) number \(tally.matched) on \(bite.name), \(Self.moment)",
            facts: [
                ("path", .text(bite.name)), ("call", .text(bite.call)), ("matched", .number(tally.matched)),
                ("signal", .number(Int64(SIGKILL))),
            ])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {}
}
