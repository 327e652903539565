import DoDCalendar
import DoDReport
import FoundationEssentials
import Testing

@Suite("One HTML file that needs nothing else")
struct HTMLReportTests {
    let report = HTMLReport()

    @Test func theSameModelGivesTheSameBytes() {
        let page = report.render(SampleModel.failed())
        #expect(page == HTMLReport().render(SampleModel.failed()))
        #expect(page.hasPrefix("<!doctype html>"))
        keep(page, "failed.html")
        keep(report.render(SampleModel.rehearsal()), "rehearsal.html")
    }

    /// Set HIP3_LOOK to a folder to look at what the tests render.
    private func keep(_ page: String, _ name: String) {
        guard let folder = ProcessInfo.processInfo.environment["HIP3_LOOK"] else { return }
        try? page.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
    }

    @Test func itAsksForNothing() {
        let page = report.render(SampleModel.failed()).lowercased()
        for word in [
            "http://", "https://", "<script", "src=", "@import", "url(", "<iframe", "<link rel=\"style",
        ] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("default-src 'none'"))
    }

    @Test func theVerdictComesFirstThenWhyThenWhatToDo() throws {
        let page = report.render(SampleModel.failed())
        let places = try [
            "<strong>FAIL</strong>", "<h2>Why</h2>", "<h2>What to do next</h2>", "<h2>Coverage",
        ].map {
            try #require(page.firstRange(of: $0)).lowerBound
        }
        #expect(places == places.sorted())
        let failed = try #require(page.firstRange(of: "id=\"integrity\"")).lowerBound
        let unknown = try #require(page.firstRange(of: "id=\"resources\"")).lowerBound
        let passed = try #require(page.firstRange(of: "id=\"evidence\"")).lowerBound
        #expect(failed < unknown && unknown < passed)
    }

    @Test(arguments: [
        ("PASS", "live", "verdict pass"), ("REHEARSAL PASS", "accelerated", "verdict rehearsal"),
        ("FAIL", "live", "verdict fail"), ("INCONCLUSIVE", "none", "verdict unknown"),
    ]) func eachVerdictHasItsTone(word: String, evidence: String, tone: String) {
        let model = ReportModel(
            verdict: word, evidence: evidence, policy: "phase-a", fromMs: SampleModel.fromMs,
            toMs: SampleModel.toMs)
        let page = report.render(model)
        #expect(page.contains("class=\"\(tone)\""))
        #expect(page.contains("<strong>\(word)</strong>"))
    }

    @Test func aWaivedCriterionIsShownAndNotBlamed() {
        var model = SampleModel.failed()
        model.criteria.append(
            .init(id: "us-session", outcome: .fail, isWaived: true, summary: "no session"))
        let page = report.render(model)
        #expect(page.contains("integrity does not hold."))
        #expect(page.contains("waived by the policy"))
        #expect(page.contains("1 failed, 1 unknown, 1 waived"))
    }

    @Test func aLoosenedPolicySaysWhereAndCount() {
        var model = SampleModel.rehearsal()
        model.loosened = ["duration.hours_min is 1, not 24", "us-session is waived"]
        let page = report.render(model)
        #expect(page.contains("phase-a, loosened in 2 points"))
        #expect(page.contains("policy phase-a, loosened: duration.hours_min is 1, not 24"))
    }

    @Test func withoutATimeThereIsNoWindow() {
        var model = ReportModel(
            verdict: "INCONCLUSIVE", evidence: "none", policy: "phase-a", fromMs: 0, toMs: 0)
        model.hasWindow = false
        let page = report.render(model)
        #expect(page.contains("nothing tells a time") && !page.contains("1970"))
    }

    @Test func numbersStandWithTheirCounts() {
        let page = report.render(SampleModel.failed())
        for text in [
            "135,846", "1 failed, 1 unknown", "45,604 of 45,797 market-minutes",
            "2 of 3 bit and have a proof, 3 of 3 lifted", "5 files, 176,789,763 bytes, 478,477 records",
        ] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test func aFaultThatNeverCameIsCounted() {
        var model = SampleModel.rehearsal()
        model.faults.append(
            Fault(id: "never", kind: "", about: "", lift: "", armedMs: nil, outcome: .open, liftedMs: nil))
        let page = report.render(model)
        #expect(page.contains("2 of 4 bit and have a proof, 3 of 4 lifted"))
        #expect(page.contains("It was planned and never armed."))
    }
}
