import DoDChecks
import DoDFormat
import Testing

@Suite("A day is a day")
struct DurationTests {
    @Test("24 h and not a minute less")
    func length() throws {
        let whole = try WatchedDay(minutes: 1_440).judge(DurationCriterion())
        #expect(whole.outcome == .pass)
        #expect(whole.summary == "24 h from the first to the last minute of evidence")
        let short = try WatchedDay(minutes: 1_439).judge(DurationCriterion())
        #expect(short.outcome == .fail)
        #expect(short.summary.contains("23 h 59 min of evidence"), "\(short.summary)")
        #expect(short.measured["hours"] == .decimal(2_398, decimals: 2))
    }

    @Test("The runner's plan is no evidence: the ledger's minutes are")
    func ended() throws {
        var day = WatchedDay()
        day.records.removeLast(60)
        #expect(try day.judge(DurationCriterion()).outcome == .fail)
    }

    @Test("Only what was asked for counts")
    func asked() throws {
        var day = WatchedDay()
        day.askedWindow = TimeWindow(fromMS: day.at(1), toMS: day.at(1 + 1_440))
        #expect(try day.judge(DurationCriterion()).outcome == .pass)
        day.askedWindow = TimeWindow(fromMS: day.at(1), toMS: day.at(1 + 1_439))
        #expect(try day.judge(DurationCriterion()).outcome == .fail)
    }

    @Test("A time in which nothing was recorded tells nothing")
    func nothingAsked() throws {
        var day = WatchedDay()
        day.askedWindow = TimeWindow(fromMS: day.at(9_000), toMS: day.at(9_000 + 1_440))
        let result = try day.judge(DurationCriterion())
        #expect(result.outcome == .unknown)
        #expect(result.summary.contains("nothing was recorded in the time that was asked for"))
        let other = WatchedDay(from: "2026-01-26T07:13")
        let both = Evidence(runs: [day.run, other.run], askedWindow: other.run.observedWindow)
        #expect(DurationCriterion().judge(both, policy: WatchedDay.policy()).outcome == .pass)
    }

    @Test("Each run for itself")
    func runs() throws {
        let first = WatchedDay(minutes: 900)
        let second = WatchedDay(from: "2026-01-20T22:13", minutes: 600)
        let evidence = Evidence(runs: [first.run, second.run])
        let result = DurationCriterion().judge(evidence, policy: .phaseA)
        #expect(result.outcome == .fail)
        #expect(result.summary.contains("and 1 more"), "\(result.summary)")
    }
}
