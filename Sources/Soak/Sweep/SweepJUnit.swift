/// A sweep in the form that CI servers read: a test case for each kind of call and disturbance.
package enum SweepJUnit {
    package static func text(_ summary: SweepSummary) -> String {
        var cases = ""
        for name in summary.rows.keys.sorted() {
            let row = summary.rows[name] ?? SweepSummary.Row()
            let head = "  <testcase classname=\"sweep\" name=\"\(name), \(row.points) points\""
            if row.flawed == 0 {
                cases += head + "/>\n"
            } else {
                cases += head + ">\n    <failure message=\"\(row.flawed) flawed\"/>\n  </testcase>\n"
            }
        }
        for failure in summary.failures {
            let flaws = failure.flaws.joined(separator: "\n")
            cases +=
                "  <testcase classname=\"sweep.point\" name=\"\(escaped(failure.point))\">\n    <failure message=\"\(escaped(failure.flaws.first ?? ""))\">\(escaped(flaws))\nagain with: \(escaped(failure.command))</failure>\n  </testcase>\n"
        }
        let failed = summary.rows.values.count { $0.flawed > 0 } + summary.failures.count
        let ended = summary.isInterrupted || !summary.unexhausted.isEmpty
        if ended {
            cases +=
                "  <testcase classname=\"sweep\" name=\"to its end\">\n    <error message=\"not to its end\"/>\n  </testcase>\n"
        }
        let tests = summary.rows.count + summary.failures.count + (ended ? 1 : 0)
        return
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"sweep\" tests=\"\(tests)\" failures=\"\(failed)\" errors=\"\(ended ? 1 : 0)\" time=\"\(SweepSummary.tenths(summary.seconds))\">\n\(cases)</testsuite>\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
