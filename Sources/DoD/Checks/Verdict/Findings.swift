/// What a criterion gathers on its way: the worst outcome, its reasons in order, and where to look.
struct Findings {
    private(set) var failures: [String] = []
    private(set) var doubts: [String] = []
    private(set) var notes: [String] = []
    private var failureCount = 0
    private var doubtCount = 0

    /// Something is wrong.
    mutating func fail(_ reason: @autoclosure () -> String) {
        failureCount += 1
        if failures.count < CriterionResult.evidenceLinesMax { failures.append(reason()) }
    }

    /// Something can't be known.
    mutating func doubt(_ reason: @autoclosure () -> String) {
        doubtCount += 1
        if doubts.count < CriterionResult.evidenceLinesMax { doubts.append(reason()) }
    }

    /// Worth saying, and no reason for anything.
    mutating func note(_ text: @autoclosure () -> String) {
        if notes.count < CriterionResult.evidenceLinesMax { notes.append(text()) }
    }

    var outcome: Outcome { failureCount > 0 ? .fail : doubtCount > 0 ? .unknown : .pass }

    /// The result: `passed` is the summary when nothing is wrong, else the first reasons.
    func result(_ id: CriterionID, passed: String, measured: Facts, required: Facts) -> CriterionResult {
        var lines = failures + doubts + notes
        let cut = failureCount + doubtCount + notes.count - CriterionResult.evidenceLinesMax
        if cut > 0 { lines = Array(lines.prefix(CriterionResult.evidenceLinesMax)) + ["and \(cut) more"] }
        let summary: String =
            switch outcome {
            case .pass: passed
            case .unknown: Self.summary(doubts, doubtCount)
            case .fail: Self.summary(failures, failureCount)
            }
        return CriterionResult(
            id: id.rawValue, outcome: outcome, summary: summary, measured: measured, required: required,
            evidence: lines)
    }

    private static func summary(_ reasons: [String], _ count: Int) -> String {
        count > 1 ? "\(reasons[0]); and \(count - 1) more" : reasons[0]
    }
}
