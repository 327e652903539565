package import DoDFormat

/// Every planned fault bit, was lifted, and left its trace in the evidence.
package struct FaultsCriterion: Criterion {
    package let id = CriterionID.faults.rawValue
    package let claim = "every planned fault bit"

    package init() {}

    package func judge(_ evidence: Evidence, policy: Policy) -> CriterionResult {
        var findings = Findings()
        var planned = 0
        var bitten = 0
        var skipped = 0
        for run in evidence.runs {
            guard let journal = run.journal else { continue }
            let faults = journal.faults
            planned += faults.count
            bitten += faults.count { !$0.bites.isEmpty }
            skipped += faults.count { $0.skip != nil }
            if journal.damageCount > 0 {
                findings.doubt("the journal is not whole, so its proofs are not sure: \(journal.damages[0])")
            }
            if !faults.isEmpty, journal.outcome == nil {
                findings.doubt("the journal does not say how the run ended")
            }
            for fault in faults { look(at: fault, run, &findings) }
        }
        if evidence.runs.allSatisfy({ $0.journal == nil }) {
            findings.doubt("no journal of the runner: nothing says which faults were planned")
        }
        return findings.result(
            .faults,
            passed: planned == 0
                ? "no fault was planned"
                : "\(bitten) of \(planned) planned faults bit, each with its proof, and was lifted"
                    + (skipped == 0 ? "" : "; \(skipped) skipped with leave"),
            measured: [
                "planned": .count(planned), "bitten": .count(bitten), "skipped": .count(skipped),
            ],
            required: ["bitten": .text("every planned fault")])
    }

    private func look(at fault: FaultHistory, _ run: RunEvidence, _ findings: inout Findings) {
        let name = fault.kind.isEmpty || fault.kind == fault.id ? fault.id : "\(fault.id) (\(fault.kind))"
        if let why = fault.missedWhy { return findings.doubt("\(name) did not bite: \(why)") }
        if let skip = fault.skip {
            // Said either way: what was not done shows nothing.
            let words = "\(name) was skipped: \(skip.why)"
            return skip.isAllowed
                ? findings.note("\(words) (allowed by --allow-skip)") : findings.doubt(words)
        }
        guard fault.armedMS != nil else { return findings.doubt("\(name) was planned and never armed") }
        guard let bite = fault.bites.first else {
            return findings.doubt("\(name) was armed; nothing shows that it bit")
        }
        if bite.proof.isEmpty { findings.doubt("\(name) is said to have bitten, without a proof") }
        guard fault.liftedMS != nil else { return findings.doubt("\(name) bit and was never lifted") }
        switch FaultTrace(fault, run).answer {
        case .seen(let words): findings.note("\(name): \(bite.proof). In the evidence: \(words)")
        case .notSeen(let words):
            findings.doubt("\(name) is said to have bitten (\(bite.proof)), but \(words)")
        case .notKnown:
            findings.note("\(name): \(bite.proof). What it leaves in the evidence is not known here")
        }
    }
}
