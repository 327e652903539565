/// A file that was written aside can't take its name: `markets_DATE.json` of the new day.
///
/// Proof: the injector's report of the call and the errno, and its count.
package struct RenameError: InjectedError {
    package var injection: Injection

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["rename"], action: "errno:\(plan.error.rawValue)")
    }
}
