import DoDReport
import Testing

@Suite("What comes from files stays text")
struct EscapingTests {
    static let hostile = "</p><script>alert(1)</script>\" onmouseover=\"x\" ' & \u{1}\u{85}"

    @Test func everyTextOfTheModelIsEscaped() {
        let text = Self.hostile
        var model = ReportModel(verdict: text, evidence: text, policy: text, fromMs: 0, toMs: 60_000)
        model.loosened = [text]
        model.criteria = [
            .init(
                id: text, outcome: .fail, summary: text, measured: [.init(text, text)],
                required: [.init(text, text)], evidence: [text])
        ]
        model.nextSteps = [text]
        model.coverage = CoverageMap(
            firstHourMs: 0, rows: [.init(label: text, cells: [.init(covered: 1, expected: 2)])])
        model.faults = [
            Fault(
                id: text, kind: text, about: text, lift: text, armedMs: 0,
                outcome: .bitten(atMs: 1, proof: text), liftedMs: nil),
            Fault(
                id: text, kind: text, about: text, lift: text, armedMs: 0, outcome: .missed(why: text),
                liftedMs: 2),
        ]
        model.files = [.init(path: text, bytes: 1, records: 1, crc32c: text, problems: [text])]
        model.notes = [text]
        let page = HTMLReport().render(model)
        #expect(!page.contains("<script"))
        #expect(!page.contains("\" onmouseover"))
        #expect(
            page.contains(
                "&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot; onmouseover=&quot;x&quot; &#39; &amp;")
        )
        #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    }

    /// A quote with a combining mark is one character to Swift, and still a quote to a browser.
    @Test func combiningMarksHideNothing() {
        var model = SampleModel.rehearsal()
        model.coverage = CoverageMap(
            firstHourMs: 0,
            rows: [.init(label: "a\"\u{301} onload=b <\u{338}i>", cells: [.init(covered: 1, expected: 1)])])
        let page = HTMLReport().render(model)
        #expect(page.unicodeScalars.contains("\u{301}"))
        #expect(page.contains("a&quot;\u{301} onload=b &lt;\u{338}i&gt;"))
    }

    /// Text that looks like a template is text.
    @Test func bracesAreNoTemplate() {
        var model = SampleModel.rehearsal()
        model.notes = ["{{verdict.word}} {{{title}}} {{#notes}}"]
        #expect(HTMLReport().render(model).contains("{{verdict.word}} {{{title}}} {{#notes}}"))
    }
}
