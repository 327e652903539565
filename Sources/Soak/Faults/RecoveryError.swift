/// A call of the recovery fails with an errno.
package protocol RecoveryError: RecoveryFault {}

extension RecoveryError {
    package var end: FaultEnd { .time }
    package static var fate: String { "fails" }

    package func judge(
        _ bite: InjectorBite, _ tally: InjectorTally, on ground: any FaultGround
    ) throws(FaultMiss) -> FaultProof? {
        guard bite.done == -Int64(plan.error.code) else {
            throw FaultMiss("\(bite.call) on \(bite.name) gave \(bite.done), not \(plan.error.rawValue)")
        }
        return FaultProof(
            "a line was torn by a SIGKILL; in the start after it \(bite.call) on \(bite.name) failed with "
                + "\(plan.error.rawValue) (\(plan.error.code)), \(tally.bites) times",
            facts: [
                ("path", .text(bite.name)), ("call", .text(bite.call)),
                ("errno", .number(Int64(plan.error.code))), ("matched", .number(tally.matched)),
                ("bites", .number(tally.bites)),
            ])
    }

    package mutating func lift(on ground: any FaultGround) throws(FaultMiss) { _ = ground.disarmInjector() }
}
