import ArgumentParser
import DoDAnalysis
import DoDChecks
import DoDFormat
import DoDReport

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Judges data directories and says the verdict.",
        discussion: "example: hip3-dod check reports/RUN_ID --rehearsal --html report.html")

    @OptionGroup var options: CheckOptions

    func run() throws {
        let status: ExitStatus
        do {
            status = try judge(CheckRequest(options))
        } catch {
            Output.error("hip3-dod: \(error)")
            status = ExitStatus(error)
        }
        throw status.code
    }

    private func judge(_ request: CheckRequest) throws -> ExitStatus {
        var asked = request.evidence
        asked.episodes = TradingPhases.rule(request.calendar)
        let evidence = try EvidenceReader.read(asked)
        var verdict = Judge(
            policy: request.policy, calendar: request.calendar,
            criteria: StandardCriteria.all(request.calendar)
        ).judge(evidence)
        verdict.analysis = PhaseBAnalysis(evidence, isLive: verdict.evidence == .live)
        try write(verdict, evidence)
        return ExitStatus(verdict.word, isRehearsal: options.rehearsal)
    }

    private func write(_ verdict: Verdict, _ evidence: Evidence) throws {
        let summary = SummaryText(verdict).text
        if options.json == "-" {
            Output.error(summary)
            Output.standard(VerdictJSON.text(verdict))
        } else {
            if let path = options.json { try Output.file(path, VerdictJSON.text(verdict)) }
            Output.standard(summary + "\n")
        }
        if let path = options.junit { try Output.file(path, JUnitText(verdict).text) }
        guard options.html != nil || options.md != nil else { return }
        let model = ReportModel(verdict, evidence)
        if let path = options.html { try Output.file(path, HTMLReport().render(model)) }
        if let path = options.md { try Output.file(path, MarkdownText(verdict, model).text) }
    }
}
