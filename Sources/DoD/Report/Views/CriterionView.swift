struct CriterionView {
    let id: String
    let outcome: String
    let outcomeMark: String
    let isWaived: Bool
    let summary: String
    let measured: [FactView]
    let required: [FactView]
    let hasNumbers: Bool
    let evidenceLines: [String]
    let hasEvidence: Bool
    let evidenceRest: String
    let hasDetails: Bool
    let detailsTitle: String
    /// What did not pass shows its numbers at once; the rest is a click away.
    let isOpen: Bool

    /// What needs attention first: failed, then unknown, then passed, waived last; else as given.
    static func all(_ criteria: [ReportModel.Criterion], bytesMax: Int) -> [CriterionView] {
        let order: [ReportModel.Criterion.Outcome] = [.fail, .unknown, .pass]
        func view(_ criterion: ReportModel.Criterion) -> CriterionView {
            CriterionView(criterion, bytesMax: bytesMax)
        }
        return order.flatMap { outcome in
            criteria.filter { $0.outcome == outcome && !$0.isWaived }.map(view)
        } + criteria.filter(\.isWaived).map(view)
    }

    private init(_ criterion: ReportModel.Criterion, bytesMax: Int) {
        id = criterion.id
        outcome = criterion.outcome.rawValue
        switch criterion.outcome {
        case .pass: outcomeMark = "✓"
        case .fail: outcomeMark = "✕"
        case .unknown: outcomeMark = "?"
        }
        isWaived = criterion.isWaived
        summary = criterion.summary
        measured = criterion.measured.map { FactView($0.name, $0.value) }
        required = criterion.required.map { FactView($0.name, $0.value) }
        hasNumbers = !measured.isEmpty || !required.isEmpty
        let list = ShownList(criterion.evidence, bytesMax: bytesMax) { $0.utf8.count }
        evidenceLines = list.shown
        evidenceRest = list.rest
        hasEvidence = !criterion.evidence.isEmpty
        hasDetails = hasNumbers || hasEvidence
        detailsTitle =
            hasEvidence ? "Numbers and where to look" : "Numbers"
        isOpen = criterion.outcome != .pass && !criterion.isWaived
    }
}
