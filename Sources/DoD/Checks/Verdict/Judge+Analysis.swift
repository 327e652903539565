package import DoDAnalysis
package import DoDFormat

extension Judge {
    /// One of the looks at the evidence that need nothing of each other.
    private enum Look: Sendable {
        case results([CriterionResult])
        case phaseB(PhaseBAnalysis)
        case picture(EvidenceAnalysis)
    }

    /// The verdict with the analysis in it, and what reports draw, when they are wanted. They are worked out at the
    /// same time, on as many threads as the judge has.
    package func verdict(_ evidence: Evidence, withPicture: Bool) -> (Verdict, EvidenceAnalysis?) {
        let isLive = EvidenceKind(evidence) == .live
        var verdict = judge(evidence, results: [])
        var picture: EvidenceAnalysis?
        OrderedWork.run(jobs: withPicture ? 3 : 2, threads: threads) { job -> Look in
            switch job {
            case 0: .results(results(evidence))
            case 1: .phaseB(PhaseBAnalysis(evidence, isLive: isLive))
            default: .picture(EvidenceAnalysis(evidence, rule: policy.coverageRule))
            }
        } take: { _, look in
            switch look {
            case .results(let results): verdict = judge(evidence, results: results)
            case .phaseB(let analysis): verdict.analysis = analysis
            case .picture(let analysis): picture = analysis
            }
            return true
        }
        return (verdict, picture)
    }
}
