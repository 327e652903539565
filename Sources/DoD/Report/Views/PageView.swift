import DoDAnalysis
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
    let timeLine: [TimeLineView]
    let faults: [FaultsView]
    let completeness: [CompletenessView]
    let gates: [GatesView]
    let readiness: [ReadinessView]
    let sessions: [SessionsView]
    let analysis: [AnalysisView]
    let resources: [ResourcesView]
    let files: [FilesView]
    let notes: [String]
    let notesRest: String
    let hasNotes: Bool

    /// `listBytesMax`: what the lists of each part may take; see `HTMLReport`.
    init(_ model: ReportModel, listBytesMax: Int, rowsMax: Int) {
        title = model.verdict + (model.hasWindow ? " · \(UTCText.date(model.fromMs))" : "") + " · hip3-dod"
        verdict = VerdictView(model)
        criteria = CriterionView.all(model.criteria, bytesMax: listBytesMax)
        nextSteps = model.nextSteps
        hasNextSteps = !model.nextSteps.isEmpty
        let trading = model.timeLine.sessions
        coverage = model.coverage.map { [CoverageView($0, sessions: trading)] } ?? []
        timeLine = model.hasWindow ? [TimeLineView(model)] : []
        faults = model.faults.isEmpty ? [] : [FaultsView(model.faults, bytesMax: listBytesMax * 5)]
        completeness = model.completeness.map { [CompletenessView($0)] } ?? []
        gates = model.gates.isEmpty ? [] : [GatesView(model.gates)]
        readiness = model.analysis.map { [ReadinessView($0.readiness)] } ?? []
        sessions = model.analysis == nil || !model.hasWindow ? [] : [SessionsView(model.sessionSignals)]
        analysis = model.analysis.map { [AnalysisView($0, rowsMax: rowsMax)] } ?? []
        resources = model.analysis?.resources.map { [ResourcesView($0)] } ?? []
        files = model.files.isEmpty ? [] : [FilesView(model.files, bytesMax: listBytesMax * 5)]
        let said = model.loosened.map { "policy \(model.policy), loosened: \($0)" } + model.notes
        let list = ShownList(said, bytesMax: listBytesMax * 2) { $0.utf8.count }
        notes = list.shown
        notesRest = list.rest
        hasNotes = !said.isEmpty
    }
}
