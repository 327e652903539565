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

    /// `picture`: what reports draw; nil where there is none to write.
    func write(_ verdict: Verdict, _ evidence: Evidence, _ picture: EvidenceAnalysis?) throws {
        let json = VerdictJSON.text(verdict)
        if let path = self.json, path != "-" { try Output.file(path, json) }
        if let path = junit { try Output.file(path, JUnitText(verdict).text) }
        if let picture {
            let model = ReportModel(verdict, evidence, picture)
            if let path = html { try Output.file(path, HTMLReport().render(model)) }
            if let path = md { try Output.file(path, MarkdownText(verdict, model).text) }
        }
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
