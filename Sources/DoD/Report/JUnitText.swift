package import DoDChecks

/// The criteria as a JUnit test suite: fail is a failure, unknown an error, waived is skipped.
package struct JUnitText {
    package let text: String

    package init(_ verdict: Verdict) {
        let judged = verdict.results.filter { !$0.isWaived }
        let counts =
            "tests=\"\(verdict.results.count)\" failures=\"\(judged.count { $0.outcome == .fail })\" errors=\"\(judged.count { $0.outcome == .unknown })\" skipped=\"\(verdict.results.count - judged.count)\""
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuite name=\"hip3-dod \(Self.escaped(verdict.policy.name))\" \(counts)>",
        ]
        for result in verdict.results {
            let name = "<testcase classname=\"hip3-dod\" name=\"\(Self.escaped(result.id))\""
            let message = "message=\"\(Self.escaped(result.summary))\""
            let body = Self.escaped(result.evidence.joined(separator: "\n"))
            switch (result.isWaived, result.outcome) {
            case (true, _): lines.append("\(name)><skipped \(message)/></testcase>")
            case (_, .pass): lines.append("\(name)/>")
            case (_, .fail): lines.append("\(name)><failure \(message)>\(body)</failure></testcase>")
            case (_, .unknown): lines.append("\(name)><error \(message)>\(body)</error></testcase>")
            }
        }
        text = (lines + ["</testsuite>"]).joined(separator: "\n") + "\n"
    }

    /// XML knows no control characters; they become blanks.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n": escaped += "\n"
            case "\u{00}"..<"\u{20}": escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
