import SoakFaults
import Testing

@testable import SoakRunner

@Suite struct JUnitTests {
    static let skip = FaultFate(
        fault: "full", kind: .diskFull, outcome: .skipped(why: "no <mounts> here", isAllowed: true))
    static let unasked = FaultFate(
        fault: "full", kind: .diskFull, outcome: .skipped(why: "no mounts", isAllowed: false))
    static let miss = FaultFate(fault: "torn", kind: .tornWrite, outcome: .missed(why: "no write"))
    static let bite = FaultFate(fault: "torn", kind: .tornWrite, outcome: .bitten)

    func text(_ results: [ScenarioResult?], _ names: [String]) -> String {
        JUnit.text(BatchSummary(results, seconds: 12.5, kindsKnown: 23), names: names)
    }

    func result(_ name: String, _ outcome: ScenarioOutcome, _ faults: [FaultFate] = []) -> ScenarioResult {
        ScenarioResult(
            name: name, outcome: outcome, seconds: 1.5, faults: faults, command: "hip3-soak x", folder: "/r/1"
        )
    }

    @Test func eachOutcomeHasItsElement() {
        let all = text(
            [
                result("a<b", .failed(["\"x\" & y"])), result("good", .passed, [Self.bite, Self.skip]),
                result("open", .inconclusive(["no bite"]), [Self.miss]),
                result("half", .inconclusive(["skipped"]), [Self.bite, Self.unasked]),
                result("none", .skipped(["s"], isAllowed: true), [Self.skip]), nil,
            ], ["a<b", "good", "open", "half", "none", "later"])
        #expect(all.contains(#"tests="7" failures="1" errors="1" skipped="4" time="12.5""#), "\(all)")
        #expect(
            all.contains(
                #"name="a&lt;b" time="1.5"><failure message="&quot;x&quot; &amp; y">again with: hip3-soak x"#)
        )
        #expect(all.contains(#"<testcase classname="scenario" name="good" time="1.5"/>"#))
        // A scenario that passed hides nothing that was left out of it.
        #expect(
            all.contains(
                #"classname="scenario.fault" name="good: fault" time="0.0"><skipped message="full (disk-full): no &lt;mounts&gt; here"/>"#
            ), "\(all)")
        #expect(all.contains(#"name="open" time="1.5"><error message="INCONCLUSIVE: no bite">"#))
        #expect(all.contains(#"name="half" time="1.5"><skipped message="INCONCLUSIVE: skipped">"#))
        #expect(all.contains(#"name="none" time="1.5"><skipped message="s">"#))
        #expect(all.contains(#"name="later" time="0.0"><skipped message="not run: interrupted"/>"#))
        #expect(all.contains(#"<property name="faults_bitten" value="2"/>"#))
        #expect(all.contains(#"<property name="faults_skipped" value="3"/>"#))
        #expect(all.contains(#"<property name="faults_missed" value="1"/>"#))
        #expect(all.contains(#"<property name="fault_kinds_bitten" value="1"/>"#))
    }

    @Test func whatXMLCannotHoldIsLeftOut() {
        let all = text([result("n", .failed(["a\u{1}b\u{ffff}c"]))], ["n"])
        #expect(all.contains("a b c"))
    }

    @Test func theLastLinesSayHowToHaveItAgain() {
        let summary = BatchSummary(
            [result("good", .passed, [Self.bite]), result("bad", .failed(["lost 3"])), nil], seconds: 75,
            kindsKnown: 23)
        #expect(
            summary.lines == [
                "", "FAILED        bad  not judged  0:02", "    lost 3", "    folder: /r/1",
                "    again:  hip3-soak x",
                "1 of 3 scenarios passed, 1 FAILED, 1 not run, 1:15 min",
                "faults: 1 bitten, 0 skipped, 0 missed; 1 of 23 kinds",
            ])
        #expect(summary.exitCode == 1)
        // A scenario that shows that a fault which can't bite is told has one that did not.
        let shown = BatchSummary([result("no-bite", .passed, [Self.miss])], seconds: 1, kindsKnown: 23)
        #expect(shown.missed == 0 && shown.missedAsExpected == 1 && shown.exitCode == 0)
        #expect(
            shown.lines.last == "faults: 0 bitten, 0 skipped, 0 missed (and 1 as expected); 0 of 23 kinds")
        #expect(BatchSummary([result("good", .passed), nil], seconds: 1, kindsKnown: 1).exitCode == 2)
        #expect(BatchSummary([result("good", .passed)], seconds: 1, kindsKnown: 1).exitCode == 0)
        // A fault that was left out is named although all is well.
        #expect(
            result("good", .passed, [Self.skip]).lines.contains(
                "    skipped (allowed): full (disk-full): no <mounts> here"))
    }
}
