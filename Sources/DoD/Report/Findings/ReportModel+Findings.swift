package import DoDAnalysis
import DoDCalendar
package import DoDChecks
package import DoDFormat

extension ReportModel {
    /// What a report shows of a verdict and the evidence it was found in. Uses the criteria's own aggregates,
    /// so that a picture can't tell another story than the verdict.
    package init(_ verdict: Verdict, _ evidence: Evidence) {
        self.init(verdict, evidence, EvidenceAnalysis(evidence, rule: verdict.policy.coverageRule))
    }

    /// `analysis`: of this evidence, by the policy of the verdict.
    package init(_ verdict: Verdict, _ evidence: Evidence, _ analysis: EvidenceAnalysis) {
        let window = verdict.window ?? TimeWindow(fromMS: 0, toMS: 0)
        self.init(
            verdict: verdict.word.rawValue, evidence: verdict.evidence.rawValue, policy: verdict.policy.name,
            fromMs: window.fromMS, toMs: window.toMS)
        hasWindow = verdict.window != nil
        loosened = verdict.policy.loosened
        criteria = verdict.results.map(Criterion.init)
        nextSteps = NextSteps(verdict).lines
        coverage = CoverageMap(analysis)
        timeLine = TimeLine(analysis, window: window, calendar: verdict.calendar)
        faults = evidence.runs.flatMap { $0.journal?.faults ?? [] }.map(Fault.init)
        completeness = Completeness(verdict)
        gates = verdict.analysis.map { GateRow.rows($0) } ?? GateRow.rows(analysis)
        self.analysis = verdict.analysis
        sessionSignals = timeLine.sessions.map { SessionSignals($0, analysis.signals) }
        files = verdict.files.map(File.init)
        notes = verdict.notes.filter { note in !loosened.contains { note.hasSuffix($0) } }
    }
}

extension ReportModel.Criterion {
    init(_ result: CriterionResult) {
        let outcome: Outcome =
            switch result.outcome {
            case .pass: .pass
            case .unknown: .unknown
            case .fail: .fail
            }
        self.init(
            id: result.id, outcome: outcome, isWaived: result.isWaived, summary: result.summary,
            measured: FactText.lines(result.measured), required: FactText.lines(result.required),
            evidence: result.evidence.filter { $0 != result.summary })
    }
}

extension ReportModel.File {
    init(_ file: FileFacts) {
        let holdsRecords: Bool =
            switch file.kind {
            case .signals, .followups, .ledger, .parquet: true
            case .markets, .quarantine, .unknown: false
            }
        self.init(
            path: file.path, bytes: Int(file.bytes), records: holdsRecords ? Int(file.records) : nil,
            crc32c: file.crc32c.map(Hex.checksum) ?? "–", problems: VerdictJSON.problems(of: file))
    }
}

extension Fault {
    init(_ history: FaultHistory) {
        let outcome: Outcome
        if let bite = history.bites.first {
            outcome = .bitten(atMs: bite.atMS, proof: history.bites.map(\.proof).joined(separator: "; "))
        } else if let why = history.missedWhy {
            outcome = .missed(why: why)
        } else if let skip = history.skip {
            outcome = .skipped(why: skip.why)
        } else {
            outcome = .open
        }
        self.init(
            id: history.id, kind: history.kind, about: history.about, lift: history.lift,
            armedMs: history.armedMS,
            outcome: outcome, liftedMs: history.liftedMS)
    }
}
