/// The criteria that look at bytes, records and the words of the runner.
package enum ByteCriteria {
    package static let all: [any Criterion] = [
        EvidenceCriterion(), IntegrityCriterion(), CompletenessCriterion(), SemanticsCriterion(),
        FaultsCriterion(),
    ]
}
