/// `unlink` fails: what was to go (the probe that an engine looks with, a drained spool, a packed day) stays.
///
/// Proof: the injector's report of the call and the errno, and its count.
package struct UnlinkError: InjectedError {
    package var injection: Injection

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["unlink"], action: "errno:\(plan.error.rawValue)")
    }
}
