/// A start can't read what stands in a file: `pread64` fails, as on a sector that is gone.
///
/// Proof: the injector's report of the call and the errno, in the life that recovers.
package struct ReadError: RecoveryError {
    package var stage = RecoveryStage.untouched
    package let injection: Injection

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["pread64"], action: "errno:\(plan.error.rawValue)")
    }
}
