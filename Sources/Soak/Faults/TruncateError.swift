/// The torn line that a start has to cut off can't be cut off: `ftruncate` fails.
///
/// Proof: the injector's report of the call and the errno, in the life that recovers.
package struct TruncateError: RecoveryError {
    package var stage = RecoveryStage.untouched
    package let injection: Injection

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["ftruncate"], action: "errno:\(plan.error.rawValue)")
    }
}
