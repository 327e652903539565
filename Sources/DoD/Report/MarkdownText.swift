package import DoDChecks
import DoDFormat

/// The verdict in Markdown, for an issue or a commit.
package struct MarkdownText {
    private static let findingsMax = 20

    package let text: String

    package init(_ verdict: Verdict) {
        var lines = ["# \(verdict.word.rawValue)", ""]
        let window =
            verdict.window.map { "\(ISOTime.text($0.fromMS)) to \(ISOTime.text($0.toMS))" } ?? "no time"
        lines += [
            "Evidence: \(verdict.evidence.rawValue). Window: \(window). Policy: \(verdict.policy.name).", "",
        ]
        lines += ["| criterion | result | |", "|---|---|---|"]
        for result in verdict.results {
            let waived = result.isWaived ? " (waived)" : ""
            lines.append(
                "| \(result.id) | \(result.outcome.rawValue)\(waived) | \(Self.cell(result.summary)) |")
        }
        for result in verdict.results where result.outcome != .pass && !result.evidence.isEmpty {
            lines += ["", "## \(result.id): \(result.outcome.rawValue)", ""]
            lines += result.evidence.prefix(Self.findingsMax).map { "- \(Self.cell($0))" }
            let rest = result.evidence.count - Self.findingsMax
            if rest > 0 { lines.append("- and \(rest) more") }
        }
        let steps = NextSteps(verdict).lines
        if !steps.isEmpty { lines += ["", "## What to do next", ""] + steps.map { "- \(Self.cell($0))" } }
        if let analysis = verdict.analysis { lines += AnalysisMarkdown(analysis).lines }
        if !verdict.notes.isEmpty {
            lines += ["", "## Notes", ""] + verdict.notes.map { "- \(Self.cell($0))" }
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func cell(_ text: String) -> String {
        String(text.map { $0 == "|" ? "/" : $0 == "\n" ? " " : $0 })
    }
}
