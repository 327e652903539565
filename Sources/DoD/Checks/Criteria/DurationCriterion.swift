import DoDAnalysis
package import DoDFormat

/// The run lasted a day: from the begin of the first to the end of the last minute of evidence.
package struct DurationCriterion: Criterion {
    package let id = CriterionID.duration.rawValue
    package let claim = "the run lasted a day"

    package init() {}

    package func judge(_ evidence: Evidence, policy: Policy) -> CriterionResult {
        var findings = Findings()
        var lengths: [Int64] = []
        for run in evidence.runs {
            guard let length = look(at: run, evidence, policy, &findings) else { continue }
            lengths.append(length)
        }
        if evidence.runs.isEmpty { findings.doubt("nothing to judge") }
        if evidence.isOutsideAskedTime { findings.doubt(Evidence.outsideAskedTime) }
        let shortest = lengths.min() ?? 0
        return findings.result(
            .duration,
            passed:
                "\(DurationText.text(shortest)) from the first to the last minute of evidence\(lengths.count > 1 ? ", the shortest of \(lengths.count) runs" : "")",
            measured: [
                "runs": .count(lengths.count), "seconds": .count(shortest / 1_000),
                "hours": .decimal(shortest / 36_000, decimals: 2),
            ], required: ["hours_min": policy.fact(.durationHoursMin)])
    }

    /// How long this run's evidence lasts within what was asked for.
    private func look(
        at run: RunEvidence, _ evidence: Evidence, _ policy: Policy, _ findings: inout Findings
    ) -> Int64? {
        let label = evidence.label(of: run)
        guard run.ledger != nil else {
            findings.doubt("\(label)no ledger: nothing tells how long it ran")
            return nil
        }
        guard let observed = run.observedWindow else {
            findings.doubt("\(label)no minute is recorded")
            return nil
        }
        guard let judged = evidence.judgedWindow(of: run).flatMap(observed.intersection) else {
            findings.note("\(label)\(observed.text): outside the time that was asked for")
            return nil
        }
        let hourMS: Int64 = 3_600_000
        let words = "\(label)\(DurationText.text(judged.durationMS)) of evidence (\(judged.text))"
        if judged.durationMS * 100 < policy.hundredths(.durationHoursMin) * hourMS {
            findings.fail("\(words), \(policy.text(.durationHoursMin)) h are asked for")
        } else {
            findings.note(words)
        }
        return judged.durationMS
    }
}
