import ArgumentParser
import DoDAnalysis
import DoDChecks
import DoDFormat
import DoDReport

/// Where a verdict goes.
struct VerdictOutput: ParsableArguments {
    @Option(help: ArgumentHelp("Write verdict.json there; - is stdout.", valueName: "file"))
    var json: String?

    @Option(help: ArgumentHelp("Write a JUnit report there.", valueName: "file"))
    var junit: String?

    @Option(
        help: ArgumentHelp("Write the report there: one file, to look at in a browser.", valueName: "file"))
    var html: String?

    @Option(help: ArgumentHelp("Write a report in Markdown there.", valueName: "file"))
    var md: String?

    @Flag(help: "Say one digest of the verdict, so that two machines can compare. Paths are no part of it.")
    var digest = false

    /// True when a report wants pictures.
    var drawsPicture: Bool { html != nil || md != nil }

    /// The page is made ready while the files are read, where there is a thread for it.
    func page(threads: Int) -> WorkAhead<HTMLReport?> {
        let isWanted = html != nil
        return WorkAhead(threads: isWanted ? threads : 1) { isWanted ? HTMLReport() : nil }
    }

    /// `picture`: what reports draw; nil where there is none to write. `page`: of this output.
    func write(
        _ verdict: Verdict, _ evidence: Evidence, _ picture: EvidenceAnalysis?,
        page: WorkAhead<HTMLReport?>, threads: Int
    ) throws {
        let model = picture.map { ReportModel(verdict, evidence, $0) }
        let markdown = WorkAhead(threads: md == nil ? 1 : threads) {
            model.map { MarkdownText(verdict, $0).text }
        }
        let json = VerdictJSON.text(verdict)
        if let path = self.json, path != "-" { try Output.file(path, json) }
        if let path = junit { try Output.file(path, JUnitText(verdict).text) }
        if let path = html, let model, let page = page.take() {
            try Output.file(path, page.render(model, threads: threads))
        }
        if let path = md, let text = markdown.take() { try Output.file(path, text) }
        // Last: what goes to files is there even when nobody listens.
        try say(verdict, json)
    }

    private func say(_ verdict: Verdict, _ json: String) throws {
        let summary = SummaryText(verdict).text
        let line = digest ? "digest \(VerdictDigest.text(verdict))" : nil
        if self.json == "-" {
            Output.error(summary)
            if let line { Output.error(line) }
            try Output.standard(json)
        } else {
            try Output.standard(summary + "\n" + (line.map { $0 + "\n" } ?? ""))
        }
    }
}
