/// Calls that fail with an errno and do nothing.
package protocol InjectedError: InjectedFault {}

extension InjectedError {
    package var about: String {
        "\(injection.words): \(injection.extent) from \(plan.armAt.text) on fail with \(plan.error.rawValue)"
    }

    package func flaw(_ bite: InjectorBite) -> String? {
        bite.done == -Int64(plan.error.code)
            ? nil : "\(bite.call) on \(bite.name) gave \(bite.done), not \(plan.error.rawValue)"
    }

    package func outcome(_ bite: InjectorBite) -> String {
        "failed with \(plan.error.rawValue) (\(plan.error.code))"
    }

    package var facts: [(String, FaultProof.Fact)] { [("errno", .number(Int64(plan.error.code)))] }
}
