import DoDChecks
import DoDFormat
import DoDReport
import Testing

@Suite("The verdict as text")
struct TextReportTests {
    static var verdict: Verdict {
        var waived = CriterionResult(id: "resources", outcome: .fail, summary: "too short")
        waived.isWaived = true
        return Verdict(
            word: .fail, evidence: .accelerated, policy: Policy(name: "short", mayPass: false),
            window: TimeWindow(fromMS: 1_768_893_180_000, toMS: 1_768_979_580_000),
            results: [
                CriterionResult(id: "evidence", outcome: .pass, summary: "a whole ledger"),
                CriterionResult(
                    id: "integrity", outcome: .fail, summary: "a.jsonl:3 is torn <&> \"x\" | y; and 1 more",
                    evidence: ["a.jsonl:3 is torn <&> \"x\" | y", "b.jsonl is gone"]),
                CriterionResult(id: "errors", outcome: .unknown, summary: "no journal"), waived,
            ], files: [], notes: ["notes.txt: left alone"])
    }

    @Test("For a terminal: the word first, a line a criterion, what did not pass explained")
    func summary() {
        let lines = SummaryText(Self.verdict).text.split(separator: "\n")
        #expect(
            lines[0]
                == "FAIL  (evidence accelerated, 2026-01-20T07:13:00.000Z to 2026-01-21T07:13:00.000Z, policy short)"
        )
        #expect(lines[1] == "  pass      evidence   a whole ledger")
        #expect(lines[2].hasPrefix("  fail      integrity  a.jsonl:3 is torn"))
        #expect(lines[3].hasSuffix("- b.jsonl is gone"))
        #expect(lines[5] == "  (fail)    resources  too short")
        #expect(lines.last == "  note: notes.txt: left alone")
    }

    @Test("JUnit: a failure, an error, and what is waived is skipped; XML is escaped")
    func junit() {
        let text = JUnitText(Self.verdict).text
        #expect(text.contains("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\""))
        #expect(
            text.contains(
                "<failure message=\"a.jsonl:3 is torn &lt;&amp;&gt; &quot;x&quot; | y; and 1 more\">"))
        #expect(text.contains("name=\"resources\"><skipped message=\"too short\"/>"))
    }

    @Test("Markdown: one table, and no cell that breaks it")
    func markdown() {
        let text = MarkdownText(Self.verdict).text
        #expect(text.hasPrefix("# FAIL\n"))
        #expect(text.contains("| integrity | fail | a.jsonl:3 is torn <&> \"x\" / y; and 1 more |"))
        #expect(text.contains("| resources | fail (waived) |"))
        #expect(text.contains("- b.jsonl is gone"))
    }
}
