import Glibc

/// A kill in the recovery from a kill: what the first start had begun to mend, the second one finds half mended.
///
/// Proof: the injector's report of the call in the second life, which ended by SIGKILL before it was ready.
package struct KillDuringRecovery: RecoveryFault {
    package var stage = RecoveryStage.untouched
    package let injection: Injection
    package let end = FaultEnd.engineBack
    package static let fate = "is killed"

    package init(_ plan: PlannedFault) {
        injection = Injection(
            plan, calls: ["openat", "write", "pwrite64", "ftruncate", "fdatasync", "rename"],
            action: "killbefore")
    }

    package func judge(
        _ bite: InjectorBite, _ tally: InjectorTally, on ground: any FaultGround
    ) throws(FaultMiss) -> FaultProof? {
        guard let exit = ground.engineState.exit else { return nil }
        guard exit == .signal(SIGKILL) else {
            throw FaultMiss("the recovering engine was not killed but ended with \(exit)")
        }
        return FaultProof(
            "a line was torn by a SIGKILL; the start after it was killed before \(bite.call) on \(bite.name), "
                + "number \(tally.matched) of its calls",
            facts: [
                ("path", .text(bite.name)), ("call", .text(bite.call)), ("matched", .number(tally.matched)),
                ("signal", .number(Int64(SIGKILL))),
            ])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) {}
}
