/// `fdatasync` and `fsync` fail: what was written may be on the disk or not, and must be written elsewhere
/// before anybody trusts it.
///
/// Proof: the injector's report of the call and the errno, and its count.
package struct FsyncError: InjectedError {
    package var injection: Injection

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["fdatasync", "fsync"], action: "errno:\(plan.error.rawValue)")
    }
}
