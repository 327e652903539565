import DoDCalendar

// What the templates read: strings and flags, made ready beforehand. Names are unique over the nesting, as
// a name that is missing inside is looked for outside.

struct PageView {
    let title: String
    let verdict: VerdictView
    let criteria: [CriterionView]
    let nextSteps: [String]
    let hasNextSteps: Bool
    let coverage: [CoverageView]
    let timeLine: TimeLineView
    let faults: [FaultsView]
    let completeness: [CompletenessView]
    let files: [FilesView]
    let notes: [String]
    let hasNotes: Bool

    init(_ model: ReportModel) {
        title = "\(model.verdict) · \(UTCText.date(model.fromMs)) · hip3-dod"
        verdict = VerdictView(model)
        criteria = CriterionView.all(model.criteria)
        nextSteps = model.nextSteps
        hasNextSteps = !model.nextSteps.isEmpty
        let sessions = model.timeLine.sessions
        coverage = model.coverage.map { [CoverageView($0, sessions: sessions)] } ?? []
        timeLine = TimeLineView(model)
        faults = model.faults.isEmpty ? [] : [FaultsView(model.faults)]
        completeness = model.completeness.map { [CompletenessView($0)] } ?? []
        files = model.files.isEmpty ? [] : [FilesView(model.files)]
        notes = model.notes
        hasNotes = !model.notes.isEmpty
    }
}
