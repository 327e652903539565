import SoakFaults
import SoakScenario
import Testing

@testable import SoakRunner

/// What a run is worth where faults were skipped or missed, and where numbers of the verdict were asked for.
@Suite struct ExpectationTests {
    static let bitten = FaultFate(fault: "torn", kind: .tornWrite, outcome: .bitten)

    static func skip(_ isAllowed: Bool) -> FaultFate {
        FaultFate(
            fault: "full", kind: .diskFull,
            outcome: .skipped(why: "nothing can be mounted here", isAllowed: isAllowed))
    }

    func outcome(
        _ faults: [FaultFate],
        _ expectation: ScenarioExpectation = ScenarioExpectation(verdict: "REHEARSAL PASS"),
        says verdict: String = "REHEARSAL PASS", measured: [String: Double] = ["lost": 0, "signals": 1200]
    ) -> ScenarioOutcome {
        let criteria = [
            Judgement.Criterion(id: "completeness", result: "pass", summary: "all there", measured: measured),
            Judgement.Criterion(
                id: "semantics", result: "pass", summary: "right", measured: ["signals": 1200]),
        ]
        return ScenarioOutcome(
            Judgement(exitCode: 0, verdict: verdict, criteria: criteria, text: ""), faults: faults,
            exitCode: 0,
            expecting: expectation)
    }

    @Test func oneThatWasSkippedUnaskedLeavesTheRunOpen() {
        let found = outcome([Self.bitten, Self.skip(false)])
        #expect(found == .inconclusive(["fault full (disk-full) skipped: nothing can be mounted here"]))
        #expect(ScenarioOutcome.exitCode([found]) == 2)
        #expect(outcome([Self.bitten, Self.skip(true)]) == .passed)
    }

    @Test func aScenarioOfWhichAllWasSkippedHasShownNothing() {
        let why = ["fault full (disk-full) skipped: nothing can be mounted here"]
        #expect(outcome([Self.skip(false)]) == .skipped(why, isAllowed: false))
        #expect(outcome([Self.skip(true)]) == .skipped(why, isAllowed: true))
        #expect(!outcome([Self.skip(true)]).isPassed)
        #expect(ScenarioOutcome.exitCode([.skipped([], isAllowed: false)]) == 2)
        #expect(ScenarioOutcome.exitCode([.passed, .skipped([], isAllowed: true)]) == 0)
    }

    @Test func aCriterionOfWhichNothingIsKnownLeavesItOpen() {
        var expectation = ScenarioExpectation(verdict: "INCONCLUSIVE")
        expectation.criteria = ["coverage": .pass]
        let judgement = Judgement(
            exitCode: 2, verdict: "INCONCLUSIVE",
            criteria: [.init(id: "coverage", result: "unknown", summary: "no ledger")], text: "")
        #expect(
            ScenarioOutcome(judgement, faults: [], exitCode: 2, expecting: expectation)
                == .inconclusive(["coverage is unknown, expected pass: no ledger"]))
        expectation.criteria = ["coverage": .unknown]
        #expect(ScenarioOutcome(judgement, faults: [], exitCode: 2, expecting: expectation) == .passed)
    }

    @Test func numbersOfTheVerdictAreHeldToTheirBounds() {
        func asking(_ criterion: String?, _ name: String, _ relation: ScenarioCount.Relation, _ value: Double)
            -> ScenarioOutcome
        {
            var expectation = ScenarioExpectation(verdict: "REHEARSAL PASS")
            expectation.counts = [
                ScenarioCount(criterion: criterion, name: name, relation: relation, value: value)
            ]
            return outcome([], expectation)
        }
        #expect(asking(nil, "lost", .equal, 0) == .passed)
        #expect(asking("completeness", "signals", .atLeast, 1000) == .passed)
        #expect(
            asking("completeness", "signals", .atMost, 1000)
                == .failed(["completeness.signals is 1200, expected <= 1000"]))
        #expect(asking(nil, "lost", .above, 0) == .failed(["completeness.lost is 0, expected > 0"]))
        #expect(
            asking(nil, "signals", .atLeast, 1)
                == .failed(["`signals` is counted by completeness, semantics: write which one is meant"]))
        #expect(asking(nil, "lsot", .equal, 0) == .failed(["the verdict does not count `lsot`"]))
        #expect(
            asking("semantics", "lost", .equal, 0) == .failed(["the verdict does not count `semantics.lost`"])
        )
    }

    @Test func missesAndBitesThatWereExpected() {
        let missed = FaultFate(fault: "never", kind: .tornWrite, outcome: .missed(why: "no write came"))
        var expectation = ScenarioExpectation(verdict: "INCONCLUSIVE")
        expectation.missed = ["never"]
        #expect(outcome([Self.bitten, missed], expectation, says: "INCONCLUSIVE") == .passed)
        // Another one that missed is not what was expected.
        let other = FaultFate(fault: "other", kind: .sigkill, outcome: .missed(why: "it did not end"))
        #expect(
            outcome([missed, other], expectation, says: "INCONCLUSIVE")
                == .inconclusive(["fault other (sigkill) did not bite: it did not end"]))
        expectation.missed = ["torn"]
        #expect(
            outcome([Self.bitten], expectation, says: "INCONCLUSIVE")
                == .failed(["fault torn (torn-write) bit, expected a miss"]))
        expectation = ScenarioExpectation(verdict: "INCONCLUSIVE")
        expectation.bitten = ["never"]
        #expect(
            outcome([missed], expectation, says: "INCONCLUSIVE")
                == .inconclusive(["fault never (torn-write) did not bite: no write came"]))
    }

    @Test func onlyNumbersOfTheVerdictAreCounted() throws {
        let shop = Workshop()
        shop.write(
            #"""
            {"verdict":"FAIL","criteria":[{"id":"completeness","result":"fail","summary":"3 LOST","measured":
            {"lost":3,"percent":99.5,"hosts":["a"],"why":"x","good":true,"none":null,"more":{"deep":1}}}]}
            """#, to: "verdict.json")
        let directory = RunDirectory(path: shop.folder, runID: "r")
        let judgement = Judgement.read(directory, exit: .code(1))
        #expect(judgement.criteria.first?.measured == ["lost": 3, "percent": 99.5])
    }

    @Test func aNameThatNoFaultHasIsRefused() {
        let known = [FaultSpec(id: "full", kind: .diskFull, at: .timeOfDay(ms: 0))]
        #expect(throws: Never.self) { try SkipLeave(["full", "disk-full", "sigkill"]).check(against: known) }
        let refusal = #expect(throws: RunRefusal.self) { try SkipLeave(["disk-ful"]).check(against: known) }
        #expect(refusal?.description.contains("did you mean disk-full?") == true && refusal?.exitCode == 64)
        #expect(SkipLeave(["full", "x"]).words == ["--allow-skip", "full", "--allow-skip", "x"])
    }
}
