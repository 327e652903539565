/// What must come of a scenario. Whatever is not named here may be as it likes.
package struct ScenarioExpectation: Equatable, Sendable {
    package enum Result: String, CaseIterable, Sendable {
        case pass, fail, unknown
    }

    /// `PASS`, `REHEARSAL PASS`, `FAIL` or `INCONCLUSIVE`.
    package var verdict: String
    /// The run's exit code; nil: any.
    package var exit: Int32?
    /// By criterion.
    package var criteria: [String: Result]
    /// By criterion: a piece of text that must stand in its summary.
    package var reasons: [String: String]
    /// In the order of criterion and name.
    package var counts: [ScenarioCount] = []
    /// Ids of faults that must bite, also where the verdict is expected to be INCONCLUSIVE.
    package var bitten: [String] = []
    /// Ids of faults that must not bite.
    package var missed: [String] = []

    package static let verdicts = ["PASS", "REHEARSAL PASS", "FAIL", "INCONCLUSIVE"]

    package init(
        verdict: String, exit: Int32? = nil, criteria: [String: Result] = [:], reasons: [String: String] = [:]
    ) {
        self.verdict = verdict
        self.exit = exit
        self.criteria = criteria
        self.reasons = reasons
    }
}
