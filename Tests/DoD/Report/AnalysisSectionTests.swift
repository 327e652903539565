import DoDAnalysis
import DoDCalendar
import DoDChecks
import DoDFormat
import DoDReport
import Testing

@Suite("The analysis on the page, in Markdown and in verdict.json")
struct AnalysisSectionTests {
    /// Looked at by several tests; an analysis takes its time.
    private static let sample = SamplePhaseB.evidence()
    private static let samplePage = page(sample)
    private static let sampleMarkdown = markdown(sample)

    private static func verdict(_ evidence: Evidence) -> Verdict {
        var verdict = Verdict(
            word: .inconclusive, evidence: .synthetic, policy: .phaseA, window: evidence.window, results: [],
            files: [], notes: [])
        verdict.analysis = SamplePhaseB.phaseB(evidence)
        return verdict
    }

    private static func page(_ evidence: Evidence) -> String {
        HTMLReport().render(ReportModel(verdict(evidence), evidence))
    }

    private static func markdown(_ evidence: Evidence) -> String {
        let verdict = verdict(evidence)
        return MarkdownText(verdict, ReportModel(verdict, evidence)).text
    }

    static let headings = [
        "Phase B readiness", "Coverage by market and hour", "Signals in the US session", "Expected value",
        "Decay", "hour of the day", "Markets compared", "Out of sample", "Edges", "How long crosses lasted",
        "Intervals of ctx and bbo", "Gates", "Resources",
    ]

    @Test("Every part is there, in HTML and in Markdown", arguments: headings)
    func parts(heading: String) {
        #expect(Self.samplePage.contains(heading))
        #expect(Self.sampleMarkdown.contains(heading))
    }

    @Test("Each mean on the page stands with its n and its interval")
    func numbers() throws {
        let analysis = SamplePhaseB.phaseB(Self.sample)
        let (page, markdown) = (Self.samplePage, Self.sampleMarkdown)
        for market in analysis.signals.marketsInOrder {
            let found = try #require(analysis.signals.markets[market]?.net.fiveSeconds)
            let interval = try #require(found.interval)
            #expect(found.n == 72 && !found.isGrey)
            func bps(_ value: Int64) -> String {
                (value < 0 ? "\u{2212}" : value > 0 ? "+" : "") + Numbers.hundredths(value.magnitude)
            }
            let text = "\(bps(found.mean ?? 0)) [\(bps(interval.low)), \(bps(interval.high))]"
            #expect(page.contains("\(text) <small>n 72</small>"))
            #expect(markdown.contains("| \(text) | 72 |"))
        }
    }

    @Test("Fewer than 30 are grey, by class and in words")
    func grey() {
        let evidence = SamplePhaseB.evidence(perHour: 1)
        let page = Self.page(evidence)
        #expect(page.contains("<li class=\"lane few\" title=\"COIN1 (xyz:1): "))
        #expect(page.contains(", n 24, too few to tell\">"))
        #expect(Self.markdown(evidence).contains("(grey) | 24 |"))
    }

    @Test("Names of markets come from files and stay text")
    func hostile() {
        let evidence = SamplePhaseB.evidence(name: { "xyz:</p><script>x</script>\" o='|\($0)" })
        let page = Self.page(evidence)
        #expect(!page.contains("<script") && page.contains("&lt;script&gt;x&lt;/script&gt;&quot; o=&#39;|1"))
        let markdown = Self.markdown(evidence)
        #expect(!markdown.contains("<script") && !markdown.contains("o='|1"))
    }

    @Test("No script, no network, below 500 KB, with more markets than are shown")
    func size() {
        let evidence = SamplePhaseB.evidence(
            markets: 300, perHour: 1, name: { "xyz:A_RATHER_LONG_NAME_\($0)" })
        let page = Self.page(evidence)
        #expect(page.utf8.count < HTMLReport.bytesMax)
        #expect(page.contains(" more, not shown"))
        for forbidden in ["<script", "http://", "https://", "src=", "@import", "url("] {
            #expect(!page.contains(forbidden))
        }
        #expect(page.contains("and 172 more, not shown"))
    }

    @Test("Without a signal and without a ledger there is a page, and nothing is said to be known")
    func nothing() {
        let evidence = Evidence(runs: [RunEvidence(ledger: nil)])
        let page = Self.page(evidence)
        #expect(page.contains("Phase B readiness") && !page.contains("Ready:"))
        let verdict = Self.verdict(evidence)
        #expect(verdict.analysis?.readiness.answer == .unknown)
        #expect(MarkdownText(verdict, ReportModel(verdict, evidence)).text.contains("positive-markets"))
    }

    @Test("Runs without a ledger are shown apart, and no condition passes by them")
    func apart() {
        let evidence = SamplePhaseB.evidence(hasLedger: false)
        let analysis = SamplePhaseB.phaseB(evidence)
        #expect(analysis.signals.isEmpty && analysis.withoutLedger?.total.episodes == 288)
        #expect(analysis.readiness.conditions.allSatisfy { $0.answer == .unknown })
        #expect(
            Self.page(evidence).contains("Runs without a ledger, apart from all numbers above: 288 episodes"))
    }

    @Test("One day: the threshold of no market is known, and it says why")
    func oneDay() throws {
        let one = SamplePhaseB.phaseB(SamplePhaseB.evidence()).readiness
        let condition = try #require(one.conditions.first { $0.id == "positive-markets" })
        #expect(condition.answer == .unknown)
        #expect(condition.why.hasPrefix("1 UTC dates with 12 hours or more"))
        let two = SamplePhaseB.phaseB(SamplePhaseB.evidence(days: 2)).readiness
        let why = try #require(two.conditions.first { $0.id == "positive-markets" }).why
        #expect(why.contains(" thresholds of 4 markets were tried"))
    }

    @Test("verdict.json has the section, each estimate with n, interval and blocks; the same each time")
    func json() {
        let text = VerdictJSON.text(Self.verdict(Self.sample))
        #expect(text == VerdictJSON.text(Self.verdict(Self.sample)))
        #expect(
            text.contains(
                "\"analysis\":{\"phase_b\":{\"answer\":\"unknown\",\"conditions\":[{\"id\":\"live-evidence\"")
        )
        #expect(
            text.contains(
                "\"by_market\":[{\"market\":\"xyz:0\",\"name\":\"xyz:COIN0 (xyz:0)\",\"episodes\":72,\"signals\":216"
            ))
        #expect(text.contains("\"blocks\":24,\"block_ms\":3600000,\"grey\":false}"))
        var without = Self.verdict(Self.sample)
        without.analysis = nil
        #expect(VerdictJSON.text(without).contains("\"analysis\":null"))
    }
}
