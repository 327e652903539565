/// Files can't be opened: EMFILE and EIO hit every open, the others (no right to, no space or inodes left,
/// read-only) only one that makes a file which is not there yet.
///
/// Proof: the injector's report of the call and the errno, and its count.
package struct OpenError: InjectedError {
    package var injection: Injection

    package init(_ plan: PlannedFault) {
        let hitsAll = plan.error == .EMFILE || plan.error == .EIO
        injection = Injection(
            plan, calls: [hitsAll ? "openat" : "create"], action: "errno:\(plan.error.rawValue)")
    }
}
