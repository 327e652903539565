package import DoDFormat

/// One claim of the definition of done, tried on evidence. A value without state; looks at nothing but
/// its arguments, so the same evidence gives the same answer.
package protocol Criterion: Sendable {
    /// As in verdict.json: `us-session`.
    var id: String { get }
    /// The claim in a few words: `there is something to judge`.
    var claim: String { get }
    /// May throw: that is an `unknown` with the error's words.
    func judge(_ evidence: Evidence, policy: Policy) throws -> CriterionResult
}

/// What a criterion says.
package struct CriterionResult: Hashable, Sendable {
    /// More lines than this are cut, with the count of the rest.
    package static let evidenceLinesMax = 200

    package var id: String
    package var outcome: Outcome
    /// One sentence with its numbers.
    package var summary: String
    package var measured: Facts
    package var required: Facts
    /// Where to look: files, lines, times. One finding a line.
    package var evidence: [String]
    /// True when the policy does not ask for this criterion: shown, but not part of the verdict.
    package var isWaived = false

    package init(
        id: String, outcome: Outcome, summary: String, measured: Facts = [:], required: Facts = [:],
        evidence: [String] = []
    ) {
        self.id = id
        self.outcome = outcome
        self.summary = summary
        self.measured = measured
        self.required = required
        self.evidence = evidence
    }
}
