package import DoDChecks
import DoDFormat

/// The verdict for a terminal: its word first, then a line a criterion, then what one should know.
package struct SummaryText {
    /// Findings shown under a criterion that did not pass.
    private static let findingsMax = 4
    private static let notesMax = 12

    package let text: String

    package init(_ verdict: Verdict) {
        var lines = [Self.head(verdict), ""]
        let width = verdict.results.map(\.id.count).max() ?? 0
        for result in verdict.results {
            let id = result.id + String(repeating: " ", count: width - result.id.count)
            let mark = result.isWaived ? "(\(result.outcome.rawValue))" : result.outcome.rawValue
            lines.append("  \(mark)\(String(repeating: " ", count: 10 - mark.count))\(id)  \(result.summary)")
            if result.outcome != .pass, !result.isWaived { lines += Self.findings(of: result, width) }
        }
        if !verdict.notes.isEmpty {
            lines.append("")
            lines += verdict.notes.prefix(Self.notesMax).map { "  note: \($0)" }
            let rest = verdict.notes.count - Self.notesMax
            if rest > 0 { lines.append("  and \(rest) more notes") }
        }
        text = lines.joined(separator: "\n")
    }

    private static func head(_ verdict: Verdict) -> String {
        let window =
            verdict.window.map { "\(ISOTime.text($0.fromMS)) to \(ISOTime.text($0.toMS))" } ?? "no time"
        return
            "\(verdict.word.rawValue)  (evidence \(verdict.evidence.rawValue), \(window), policy \(verdict.policy.name))"
    }

    private static func findings(of result: CriterionResult, _ width: Int) -> [String] {
        let more = result.evidence.filter { !result.summary.hasPrefix($0) }
        let indent = String(repeating: " ", count: width + 14)
        var lines = more.prefix(findingsMax).map { "\(indent)- \($0)" }
        if more.count > findingsMax { lines.append("\(indent)- and \(more.count - findingsMax) more") }
        return lines
    }
}
