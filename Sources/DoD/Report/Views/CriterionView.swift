struct CriterionView {
    let id: String
    let outcome: String
    let outcomeMark: String
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

    /// What needs attention first: failed, then unknown, then passed; else as given.
    static func all(_ criteria: [ReportModel.Criterion]) -> [CriterionView] {
        let order: [ReportModel.Criterion.Outcome] = [.fail, .unknown, .pass]
        return order.flatMap { outcome in
            criteria.filter { $0.outcome == outcome }.map(CriterionView.init)
        }
    }

    private init(_ criterion: ReportModel.Criterion) {
        id = criterion.id
        outcome = criterion.outcome.rawValue
        switch criterion.outcome {
        case .pass: outcomeMark = "✓"
        case .fail: outcomeMark = "✕"
        case .unknown: outcomeMark = "?"
        }
        summary = criterion.summary
        measured = criterion.measured.map { FactView($0.name, $0.value) }
        required = criterion.required.map { FactView($0.name, $0.value) }
        hasNumbers = !measured.isEmpty || !required.isEmpty
        let list = ShownList(criterion.evidence)
        evidenceLines = list.shown
        evidenceRest = list.rest
        hasEvidence = !criterion.evidence.isEmpty
        hasDetails = hasNumbers || hasEvidence
        detailsTitle =
            hasEvidence ? "Numbers and where to look" : "Numbers"
        isOpen = criterion.outcome != .pass
    }
}

/// The first entries of a list and a word on the others.
struct ShownList<Entry> {
    let shown: [Entry]
    /// Empty when all are shown.
    let rest: String

    init(_ entries: [Entry], max: Int = ReportModel.listMax) {
        shown = Array(entries.prefix(max))
        rest = entries.count > max ? "and \(Numbers.grouped(entries.count - max)) more, not shown" : ""
    }
}
