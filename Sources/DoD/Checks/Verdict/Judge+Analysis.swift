package import DoDAnalysis
package import DoDFormat

extension Judge {
    /// One of the looks at the evidence that need nothing of each other.
    private enum Look: Sendable {
        case picture(EvidenceAnalysis)
        case phaseB(PhaseBAnalysis)
        case criterion(CriterionResult)
    }

    /// The verdict with the analysis in it, and what reports draw, when they are wanted. They are worked out at the
    /// same time, on as many threads as the judge has: the longest first, so that none is left over at the end.
    package func verdict(_ evidence: Evidence, withPicture: Bool) -> (Verdict, EvidenceAnalysis?) {
        let isLive = EvidenceKind(evidence) == .live
        var works: [@Sendable () -> Look] = [{ .phaseB(PhaseBAnalysis(evidence, isLive: isLive)) }]
        if withPicture {
            works.append { .picture(EvidenceAnalysis(evidence, rule: policy.coverageRule)) }
        }
        works += CriterionID.allCases.map { id in { .criterion(result(of: id, evidence)) } }
        var picture: EvidenceAnalysis?
        var analysis: PhaseBAnalysis?
        var results: [CriterionResult] = []
        OrderedWork.run(jobs: works.count, threads: threads, ahead: works.count) { [works] in
            works[$0]()
        } take: { _, look in
            switch look {
            case .picture(let found): picture = found
            case .phaseB(let found): analysis = found
            case .criterion(let result): results.append(result)
            }
            return true
        }
        var verdict = judge(evidence, results: results)
        verdict.analysis = analysis
        return (verdict, picture)
    }
}
