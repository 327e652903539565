/// Each write and sync begins later, in real time: a disk that is busy with something else. Nothing may be
/// lost or wait in memory without bound.
///
/// Proof: the injector's count of the calls that it held back.
package struct SlowDisk: InjectedFault {
    package var injection: Injection

    package init(_ plan: PlannedFault) {
        injection = Injection(
            plan, calls: ["write", "pwrite64", "fdatasync", "fsync"], action: "delay:\(plan.delayMs)")
    }

    package var about: String {
        "\(injection.words): \(injection.extent) from \(plan.armAt.text) on begin \(plan.delayMs) ms late"
    }

    package func flaw(_ bite: InjectorBite) -> String? { nil }
    package func outcome(_ bite: InjectorBite) -> String { "was held back for \(plan.delayMs) ms" }
    package var facts: [(String, FaultProof.Fact)] { [("delay_ms", .number(plan.delayMs))] }
}
