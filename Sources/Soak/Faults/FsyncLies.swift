/// `fdatasync` and `fsync` say that it is done and do nothing, as disks do whose write cache nobody told of. As long
/// as the power stays on, nobody can tell; see `power-cut-after-lies` for when it goes.
///
/// Proof: the injector's count of the calls that it answered itself.
package struct FsyncLies: InjectedFault {
    package var injection: Injection

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["fdatasync", "fsync"], action: "lie")
    }

    package var about: String {
        "\(injection.words): \(injection.extent) from \(plan.armAt.text) on say that it is done, and nothing is"
    }

    package func flaw(_ bite: InjectorBite) -> String? {
        bite.done == 0 ? nil : "\(bite.call) on \(bite.name) gave \(bite.done), not 0"
    }

    package func outcome(_ bite: InjectorBite) -> String { "was answered with 0 and not made" }
}
