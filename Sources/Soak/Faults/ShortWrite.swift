/// Writes are cut short, mostly inside a line, and say so: the first face of a full disk. The rest must
/// follow, once.
///
/// Proof: the injector's report of how many bytes were asked for and how many were written.
package struct ShortWrite: InjectedFault {
    package var injection: Injection

    package init(_ plan: PlannedFault) {
        injection = Injection(plan, calls: ["write"], action: "short:\(plan.bytes)")
    }

    package var about: String {
        "\(injection.words): \(injection.extent) from \(plan.armAt.text) on write \(plan.bytes) bytes and no more"
    }

    package func flaw(_ bite: InjectorBite) -> String? {
        bite.done > 0 && bite.done < bite.asked
            ? nil : "the write was not cut: \(bite.done) of \(bite.asked) bytes of \(bite.name)"
    }

    package func outcome(_ bite: InjectorBite) -> String { "wrote \(bite.done) of \(bite.asked) bytes" }
    package var facts: [(String, FaultProof.Fact)] { [("bytes", .number(plan.bytes))] }
}
