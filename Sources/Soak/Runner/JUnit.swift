/// Scenario results in the form that CI servers read.
package enum JUnit {
    package static func text(_ results: [ScenarioBatch.Result]) -> String {
        var failures = 0
        var skipped = 0
        var cases = ""
        for result in results {
            let head =
                "  <testcase classname=\"scenario\" name=\"\(escaped(result.name))\" time=\"\(result.seconds)\""
            let why = escaped(result.outcome.reasons.joined(separator: "; "))
            switch result.outcome {
            case .passed: cases += head + "/>\n"
            case .failed:
                failures += 1
                cases += head + "><failure message=\"\(why)\"/></testcase>\n"
            case .inconclusive:
                skipped += 1
                cases += head + "><skipped message=\"\(why)\"/></testcase>\n"
            }
        }
        return
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"scenarios\" tests=\"\(results.count)\" "
            + "failures=\"\(failures)\" skipped=\"\(skipped)\">\n\(cases)</testsuite>\n"
    }

    package static func write(_ results: [ScenarioBatch.Result], to path: String) throws(RunRefusal) {
        do { try FileTree.write(text(results).utf8, to: path) } catch { throw .usage("--junit: \(error)") }
    }

    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case _ where scalar.value < 0x20: out += " "
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
