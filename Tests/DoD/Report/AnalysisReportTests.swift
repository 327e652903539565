import DoDAnalysis
import DoDChecks
import DoDFormat
import DoDReport
import Testing

@Suite("The analysis in the report")
struct AnalysisReportTests {
    static func verdict(_ evidence: Evidence) -> Verdict {
        var verdict = Verdict(
            word: .rehearsalPass, evidence: .accelerated, policy: .phaseA, window: evidence.window,
            results: TextReportTests.verdict.results, files: [], notes: [])
        verdict.analysis = PhaseBAnalysis(evidence, isLive: false)
        return verdict
    }

    static func page(_ evidence: Evidence) -> String {
        HTMLReport().render(ReportModel(verdict(evidence), evidence))
    }

    @Test("The verdict first, then why, what to do next, Phase B, and then the pictures, all of them")
    func order() throws {
        let page = Self.page(SampleAnalysis.evidence(markets: 3, days: 2))
        let titles = [
            "class=\"verdict ", "<h2>Why</h2>", "<h2>What to do next</h2>", "Phase B readiness",
            "<h2>Coverage by market and hour</h2>", "<h2>The window, minute by minute</h2>",
            "<h2>Signals in the US session</h2>", "<h2>Expected value, in basis points</h2>", "Decay:",
            "<h2>Expected value by hour of the day</h2>", "<h2>Markets compared</h2>", "Out of sample",
            "<h2>Edges</h2>", "<h2>How long crosses lasted</h2>", "<h2>Intervals of ctx and bbo</h2>",
            "<h2>Gates</h2>", "<h2>Resources</h2>",
        ]
        var rest = page[...]
        for title in titles {
            let found = try #require(rest.firstRange(of: title), "\(title) is missing or comes too early")
            rest = rest[found.upperBound...]
        }
    }

    @Test("Every estimate has its n and its interval beside it")
    func numbers() {
        let page = Self.page(SampleAnalysis.evidence(markets: 3, days: 2))
        let rows = page.split(separator: "<li class=\"lane ").dropFirst().filter {
            $0.contains("<b ") || $0.contains("title=\"")
        }
        #expect(rows.count >= 3 + 4 + 3 + 10)
        for row in rows {
            #expect(row.contains("<small>n "), "\(row.prefix(300))")
            #expect(row.contains("[") || row.contains(">– <"), "\(row.prefix(300))")
        }
        for zone in ["UTC", "New York", "Tokyo"] { #expect(page.contains("<th scope=\"col\">\(zone)</th>")) }
    }

    @Test("Below 500 KB for 32 and for 128 markets over many days", arguments: [(32, 7), (128, 7), (300, 2)])
    func size(_ markets: Int, _ days: Int) {
        let page = Self.page(SampleAnalysis.evidence(markets: markets, days: days, perHour: 1))
        #expect(page.utf8.count < HTMLReport.bytesMax)
        if markets == 300 { #expect(page.contains("more, not shown")) }
    }

    @Test("A name that is HTML is shown as it is, in both forms")
    func escaping() {
        let evidence = SampleAnalysis.evidence(markets: 2, days: 1, name: "<script>alert(1)</script>|\u{1}")
        let page = Self.page(evidence)
        #expect(!page.contains("<script"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        let text = MarkdownText(Self.verdict(evidence)).text
        #expect(!text.contains("<script") && text.contains("&lt;script>alert(1)&lt;/script>/ "))
    }

    @Test("Markdown has the same sections, each as a table")
    func markdown() {
        let text = MarkdownText(Self.verdict(SampleAnalysis.evidence(markets: 3, days: 2))).text
        for title in [
            "What to do next", "Phase B readiness", "Expected value, in basis points", "Decay",
            "By trading hours", "By hour of the day", "Markets compared", "Out of sample", "Edges",
            "How long crosses lasted", "Intervals of ctx and bbo", "Gates", "Resources",
        ] { #expect(text.contains("\n## \(title)"), "\(title)") }
        #expect(text.contains("| hour | UTC | New York | Tokyo |"))
        let broken = text.split(separator: "\n").filter { $0.hasPrefix("|") && !$0.hasSuffix("|") }
        #expect(broken.isEmpty)
    }

    @Test("verdict.json has it too, and says null where nobody asked")
    func json() {
        let evidence = SampleAnalysis.evidence(markets: 2, days: 2)
        let text = VerdictJSON.text(Self.verdict(evidence))
        for key in [
            "phase_b", "bootstrap", "episodes", "by_market", "by_phase", "by_hour_utc", "by_hour_new_york",
            "by_hour_tokyo", "by_edge", "out_of_sample", "intervals", "gates", "resources", "ev_1s", "ev_3s",
            "ev_5s", "mean_bps", "low_bps", "high_bps", "grey",
        ] { #expect(text.contains("\"\(key)\":"), "\(key)") }
        #expect(text == VerdictJSON.text(Self.verdict(evidence)))
        #expect(VerdictJSON.text(TextReportTests.verdict).hasSuffix("\"analysis\":null}\n"))
    }

    @Test("Runs without a ledger are shown apart")
    func apart() throws {
        let evidence = SampleAnalysis.evidence(markets: 2, days: 2, hasLedger: false)
        let analysis = try #require(Self.verdict(evidence).analysis)
        #expect(analysis.signals.isEmpty && analysis.withoutLedger?.total.episodes == 2 * 48 * 4)
        #expect(
            Self.page(evidence).contains("Runs without a ledger, apart from all numbers above: 384 episodes"))
        #expect(analysis.readiness.answer != .pass)
    }
}
