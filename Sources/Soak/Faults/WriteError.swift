/// Writes fail and write nothing: a full disk, a broken one, one turned read-only, a quota, an interruption.
///
/// Proof: the injector's report of the call and the errno, and its count. With EINTR nothing else is to be
/// seen: the engine asks again and goes on.
package struct WriteError: InjectedError {
    package var injection: Injection

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["write", "pwrite64"], action: "errno:\(plan.error.rawValue)")
    }
}
