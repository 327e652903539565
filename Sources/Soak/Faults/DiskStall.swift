/// One sync hangs for some real seconds, as on a disk that looks for a sector it can't read, and then goes on.
/// What comes meanwhile has to wait somewhere, and nothing may be lost.
///
/// Proof: the injector's report of the sync that it held back.
package struct DiskStall: InjectedFault {
    package var injection: Injection

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["fdatasync", "fsync"], action: "delay:\(plan.delayMs)")
    }

    package var about: String {
        "\(injection.words): \(injection.extent) from \(plan.armAt.text) on hangs for \(plan.delayMs) ms"
    }

    package func flaw(_ bite: InjectorBite) -> String? { nil }
    package func outcome(_ bite: InjectorBite) -> String { "hung for \(plan.delayMs) ms" }
    package var facts: [(String, FaultProof.Fact)] { [("delay_ms", .number(plan.delayMs))] }
}
