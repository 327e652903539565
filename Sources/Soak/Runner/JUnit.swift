/// Scenario results in the form that CI servers read: a test case a scenario, and one more for each fault that was
/// skipped with leave in a scenario that was run all the same.
package enum JUnit {
    package static func text(_ summary: BatchSummary, names: [String]) -> String {
        var tally = Tally()
        var cases = ""
        for (name, result) in zip(names, summary.results) {
            if let result {
                cases += testCase(result, &tally)
            } else {
                cases += testCase(name, 0, ("skipped", "not run: interrupted", ""), &tally)
            }
        }
        let properties = [
            ("faults_bitten", summary.bitten), ("faults_skipped", summary.skipped),
            ("faults_missed", summary.missed), ("faults_missed_as_expected", summary.missedAsExpected),
            ("fault_kinds_bitten", summary.kinds),
            ("fault_kinds_known", summary.kindsKnown),
        ].map { "    <property name=\"\($0)\" value=\"\($1)\"/>\n" }.joined()
        return
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"scenarios\" tests=\"\(tally.tests)\" "
            + "failures=\"\(tally.failures)\" errors=\"\(tally.errors)\" skipped=\"\(tally.skipped)\" "
            + "time=\"\(seconds(summary.seconds))\">\n  <properties>\n\(properties)  </properties>\n\(cases)</testsuite>\n"
    }

    package static func write(
        _ summary: BatchSummary, names: [String], to path: String
    ) throws(RunRefusal) {
        do { try FileTree.write(text(summary, names: names).utf8, to: path) } catch {
            throw .usage("--junit: \(error)")
        }
    }

    private struct Tally {
        var tests = 0
        var failures = 0
        var errors = 0
        var skipped = 0
    }

    private static func testCase(_ result: ScenarioResult, _ tally: inout Tally) -> String {
        let why = result.outcome.reasons.joined(separator: "; ")
        let again = "again with: \(result.command)\nfolder: \(result.folder)"
        let flaw: (String, String, String)? =
            switch result.outcome {
            case .passed: nil
            case .failed: ("failure", why, again)
            // No test case knows "neither good nor bad"; what a CI server must not take for good is an error.
            case .inconclusive where isSkipAlone(result): ("skipped", "INCONCLUSIVE: " + why, again)
            case .inconclusive: ("error", "INCONCLUSIVE: " + why, again)
            case .skipped(_, isAllowed: false): ("skipped", "INCONCLUSIVE: " + why, again)
            case .skipped: ("skipped", why, again)
            }
        var text = testCase(result.name, result.seconds, flaw, &tally)
        if result.outcome.isPassed {
            for skip in result.allowedSkips {
                text += testCase(
                    "\(result.name): fault", 0, ("skipped", skip, ""), &tally, group: "scenario.fault")
            }
        }
        return text
    }

    private static func isSkipAlone(_ result: ScenarioResult) -> Bool {
        result.faults.contains(where: \.isSkippedUnasked) && !result.faults.contains(where: \.isMissed)
    }

    private static func testCase(
        _ name: String, _ time: Double, _ flaw: (name: String, why: String, more: String)?,
        _ tally: inout Tally, group: String = "scenario"
    ) -> String {
        tally.tests += 1
        let head = "  <testcase classname=\"\(group)\" name=\"\(escaped(name))\" time=\"\(seconds(time))\""
        guard let flaw else { return head + "/>\n" }
        switch flaw.name {
        case "failure": tally.failures += 1
        case "error": tally.errors += 1
        default: tally.skipped += 1
        }
        let open = head + "><\(flaw.name) message=\"\(escaped(flaw.why))\""
        return flaw.more.isEmpty
            ? open + "/></testcase>\n" : open + ">\(escaped(flaw.more))</\(flaw.name)></testcase>\n"
    }

    private static func seconds(_ time: Double) -> String { "\((time * 1000).rounded() / 1000)" }

    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "\n": out.unicodeScalars.append(scalar)
            // What XML 1.0 has no way to write.
            case _ where scalar.value < 0x20 || scalar.value == 0xfffe || scalar.value == 0xffff: out += " "
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
