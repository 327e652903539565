import SoakFaults
import SoakScenario
import Testing

@testable import SoakRunner

@Suite struct OutcomeTests {
    func judgement(_ verdict: String?, exit: Int32 = 0, integrity: String = "pass") -> Judgement {
        Judgement(
            exitCode: exit, verdict: verdict,
            criteria: [.init(id: "integrity", result: integrity, summary: "7 bytes are missing")], text: "")
    }

    func outcome(
        _ judgement: Judgement, _ expectation: ScenarioExpectation?, faults: [FaultFate] = [],
        exitCode: Int32? = nil
    ) -> ScenarioOutcome {
        ScenarioOutcome(
            judgement, faults: faults, exitCode: exitCode ?? judgement.exitCode, expecting: expectation)
    }

    @Test func whatWasExpectedPasses() {
        let fail = ScenarioExpectation(
            verdict: "FAIL", exit: 1, criteria: ["integrity": .fail], reasons: ["integrity": "7 bytes"])
        #expect(outcome(judgement("FAIL", exit: 1, integrity: "fail"), fail) == .passed)
        #expect(outcome(judgement("REHEARSAL PASS"), nil) == .passed)
    }

    @Test func anythingElseDoesNot() {
        let fail = ScenarioExpectation(
            verdict: "FAIL", exit: 1, criteria: ["integrity": .fail],
            reasons: ["integrity": "8 bytes", "coverage": "x"])
        guard case .failed(let why) = outcome(judgement("FAIL", exit: 1, integrity: "pass"), fail) else {
            Issue.record("passed")
            return
        }
        #expect(
            why == [
                "no criterion `coverage` in the verdict",
                "integrity is pass, expected fail: 7 bytes are missing",
                "integrity does not say \"8 bytes\" but: 7 bytes are missing",
            ])
        #expect(outcome(judgement("REHEARSAL PASS"), fail) != .passed)
        #expect(outcome(judgement("FAIL", exit: 1), nil) != .passed)
        #expect(
            outcome(
                judgement("REHEARSAL PASS", exit: 2), ScenarioExpectation(verdict: "REHEARSAL PASS", exit: 0))
                != .passed)
        #expect(outcome(judgement(nil, exit: 70), nil) == .failed(["the judge left no verdict (exit 70): "]))
    }

    @Test func aFaultThatDidNotBiteIsNeverGreen() {
        let miss = FaultFate(fault: "f", kind: .tornWrite, outcome: .missed(why: "no write"))
        #expect(
            outcome(
                judgement("REHEARSAL PASS"), ScenarioExpectation(verdict: "REHEARSAL PASS"), faults: [miss])
                == .inconclusive(["fault f (torn-write) did not bite: no write"]))
        #expect(
            outcome(
                judgement("INCONCLUSIVE", exit: 2), ScenarioExpectation(verdict: "INCONCLUSIVE"),
                faults: [miss])
                == .passed)
        guard case .inconclusive = outcome(judgement("INCONCLUSIVE", exit: 2), nil) else {
            Issue.record("not inconclusive")
            return
        }
    }

    @Test func theWorstOneCounts() {
        #expect(ScenarioOutcome.exitCode([.passed, .inconclusive([]), .failed([])]) == 1)
        #expect(ScenarioOutcome.exitCode([.passed, .inconclusive([])]) == 2)
        #expect(ScenarioOutcome.exitCode([.passed]) == 0)
    }

    @Test func readyLinesAreFoundAmongOthers() {
        #expect(
            ReadyLine(in: "hello\nready port=1234 clock=/a=b\nmore")?.values == [
                "port": "1234", "clock": "/a=b",
            ])
        #expect(ReadyLine(in: "ready port=12") == nil)  // not ended: perhaps 1234
        #expect(ReadyLine(in: "already port=12\n") == nil)
    }

    @Test func progressIsReadable() {
        let window = VirtualWindow(from: VirtualTime("2026-01-20T07:13:00Z")!, durationMs: 86_520_000)
        let line = ProgressLine(window: window, now: window.from + 43_260_000, rate: 299.6, signals: 52_113)
        #expect(line.text == "50 %  2026-01-20 19:14 UTC  300x  52,113 signals  2:24 left")
        #expect(line.bar(width: 10).hasPrefix("[#####.....] 50 %"))
    }

    @Test func procFilesAreRead() {
        #expect(ResourceSample.residentPages("100 25 3 4 0 6 0\n") == 25)
        #expect(ResourceSample.cpuTicks("7 (a) b) S 1 7 7 0 -1 4 1 2 3 4 50 8 0 0 20") == 58)
        #expect(ResourceSample.cpuTicks("nonsense") == nil)
    }

    @Test func aClockThatStandsStillIsNoticed() {
        var watch = StallWatch()
        #expect(watch.check(now: VirtualTime(ms: 5), atMs: 1000) == nil)
        #expect(watch.check(now: VirtualTime(ms: 5), atMs: 120_999) == nil)
        #expect(watch.check(now: VirtualTime(ms: 6), atMs: 121_000) == nil)
        #expect(watch.check(now: VirtualTime(ms: 6), atMs: 240_999) == nil)
        #expect(watch.check(now: VirtualTime(ms: 6), atMs: 241_000)?.contains("stands still") == true)
    }
}
