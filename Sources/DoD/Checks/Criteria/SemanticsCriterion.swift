package import DoDFormat

/// Every record is right by its own numbers.
package struct SemanticsCriterion: Criterion {
    package let id = CriterionID.semantics.rawValue
    package let claim = "every record is right"

    package init() {}

    package func judge(_ evidence: Evidence, policy: Policy) -> CriterionResult {
        var findings = Findings()
        var counts: [ViolationKind: Int64] = [:]
        var signals: Int64 = 0
        var followups: Int64 = 0
        for run in evidence.runs {
            let facts = run.records
            signals += facts.signals
            followups += facts.followups
            counts.merge(facts.violationCounts, uniquingKeysWith: +)
            for violation in facts.violations { findings.fail("\(violation)") }
            if facts.recordsWithoutConfig > 0 {
                findings.doubt(
                    "\(facts.recordsWithoutConfig) signals come before any start line: costs unknown")
            }
            if facts.recordsWithoutTable > 0 {
                findings.doubt("\(facts.recordsWithoutTable) signals of a day without a table of markets")
            }
            if facts.legacyRecords > 0 {
                findings.note(
                    "\(facts.legacyRecords) records from before the ledger: judged by their form only")
            }
        }
        if signals == 0 { findings.doubt("no signal was looked at") }
        let violations = counts.values.reduce(0, +)
        var measured: Facts = [
            "signals": .count(signals), "followups": .count(followups), "violations": .count(violations),
        ]
        if violations > 0 {
            measured["by_rule"] = .counts(
                counts.sorted { $0.key < $1.key }.map { ($0.key.rawValue, $0.value) })
        }
        var result = findings.result(
            .semantics,
            passed: "\(signals) signals and \(followups) follow-ups, each right by its own numbers",
            measured: measured, required: ["violations": .count(0)])
        if violations > 1, let first = findings.failures.first {
            result.summary = "\(violations) rules broken in \(signals + followups) records, first \(first)"
        }
        return result
    }
}
