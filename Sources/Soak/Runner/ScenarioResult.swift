/// What came of one scenario with one seed.
package struct ScenarioResult: Sendable {
    package var name: String
    package var outcome: ScenarioOutcome
    /// Real time.
    package var seconds: Double
    package var faults: [FaultFate] = []
    /// The judge's; nil when it gave none.
    package var verdict: String?
    /// What repeats it.
    package var command = ""
    package var folder = ""

    package init(
        name: String, outcome: ScenarioOutcome, seconds: Double, faults: [FaultFate] = [],
        verdict: String? = nil,
        command: String = "", folder: String = ""
    ) {
        self.name = name
        self.outcome = outcome
        self.seconds = seconds
        self.faults = faults
        self.verdict = verdict
        self.command = command
        self.folder = folder
    }

    static let wordWidth = 12

    /// `passed        smoke-clean  REHEARSAL PASS  2 of 2 faults bit  12.3 s`
    package var headline: String {
        let word = outcome.word + String(repeating: " ", count: max(0, Self.wordWidth - outcome.word.count))
        let bitten = faults.count(where: \.isBitten)
        let parts: [String?] = [
            word, name, verdict ?? "not judged",
            faults.isEmpty ? nil : "\(bitten) of \(faults.count) faults bit",
            RunTime.minutes(seconds),
        ]
        return parts.compactMap { $0 }.joined(separator: "  ")
    }

    /// What is said of it when it is over: one that did not pass says why, and how to have it again.
    package var lines: [String] {
        if outcome.isPassed { return [headline] + allowedSkips.map { "    skipped (allowed): \($0)" } }
        return [headline] + outcome.reasons.map { "    \($0)" }
            + ["    folder: \(folder)", "    again:  \(command)"]
    }

    /// Faults that were left out with leave, each with its reason; a run that passed says so all the same.
    var allowedSkips: [String] {
        faults.compactMap { fault in
            fault.isSkipped && !fault.isSkippedUnasked ? "\(fault.name): \(fault.why)" : nil
        }
    }
}

/// What came of many: the last lines that are said, and the exit code. Pure.
package struct BatchSummary: Sendable {
    /// In the order asked for; nil: not run.
    package let results: [ScenarioResult?]
    package let seconds: Double
    package let kindsKnown: Int

    package init(_ results: [ScenarioResult?], seconds: Double, kindsKnown: Int) {
        self.results = results
        self.seconds = seconds
        self.kindsKnown = kindsKnown
    }

    private var done: [ScenarioResult] { results.compactMap { $0 } }
    private var faults: [FaultFate] { done.flatMap(\.faults) }
    package var bitten: Int { faults.count(where: \.isBitten) }
    package var skipped: Int { faults.count(where: \.isSkipped) }
    package var missed: Int { faults.count(where: \.isMissed) - missedAsExpected }
    /// In scenarios that show just that: one that passed in which a fault did not bite wanted it so.
    package var missedAsExpected: Int {
        done.filter(\.outcome.isPassed).flatMap(\.faults).count(where: \.isMissed)
    }
    /// How many different kinds bit.
    package var kinds: Int { Set(faults.filter(\.isBitten).map(\.kind)).count }

    package var exitCode: Int32 {
        let code = ScenarioOutcome.exitCode(done.map(\.outcome))
        return code == 0 && done.count < results.count ? 2 : code
    }

    package var lines: [String] {
        var lines: [String] = []
        let others = done.filter { !$0.outcome.isPassed }
        if !others.isEmpty, results.count > 1 {
            lines.append("")
            for result in others { lines += result.lines }
        }
        let words = ["FAILED", "INCONCLUSIVE", "skipped"].compactMap { word in
            let count = done.count { $0.outcome.word == word }
            return count == 0 ? nil : "\(count) \(word)"
        }
        let notRun = results.count - done.count
        let parts =
            ["\(done.count(where: \.outcome.isPassed)) of \(results.count) scenarios passed"] + words
            + (notRun == 0 ? [] : ["\(notRun) not run"]) + [RunTime.minutes(seconds) + " min"]
        lines.append(parts.joined(separator: ", "))
        if !faults.isEmpty {
            let expected = missedAsExpected == 0 ? "" : " (and \(missedAsExpected) as expected)"
            lines.append(
                "faults: \(bitten) bitten, \(skipped) skipped, \(missed) missed\(expected); "
                    + "\(kinds) of \(kindsKnown) kinds")
        }
        return lines
    }
}
