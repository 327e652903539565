import FoundationEssentials
package import SoakFaults
package import SoakScenario

/// Runs scenarios one after the other and holds each against its expectation.
package struct ScenarioBatch {
    package var seed: UInt64?
    package var keepsPassed: Bool
    package var reports: String
    package var programs: Programs
    package var engineUser: UserIdentity?
    /// Options that repeat where and with what it is run.
    package var words: [String]

    package init(
        seed: UInt64?, keepsPassed: Bool, reports: String, programs: Programs, engineUser: UserIdentity?,
        words: [String]
    ) {
        self.seed = seed
        self.keepsPassed = keepsPassed
        self.reports = reports
        self.programs = programs
        self.engineUser = engineUser
        self.words = words
    }

    package struct Result: Sendable {
        package var name: String
        package var outcome: ScenarioOutcome
        package var seconds: Double
    }

    /// All that were run; fewer than asked for when it was interrupted.
    package func run(
        _ scenarios: [Scenario], console: Console, interruption: Interruption
    ) throws(RunRefusal) -> [Result] {
        var orders: [(Scenario, RunOrder)] = []
        for scenario in scenarios { orders.append((scenario, try order(scenario))) }  // all checked first
        var results: [Result] = []
        for (scenario, order) in orders {
            let begun = MonotonicClock.nowMs()
            console.say("== \(scenario.name): seed \(order.seed), again with: \(order.command)")
            let report: RunReport
            do {
                report = try Rehearsal(order, console: console, interruption: interruption).run()
            } catch { throw .system(error) }
            let outcome = ScenarioOutcome(report, expecting: scenario.expectation)
            let seconds = Double(MonotonicClock.nowMs() - begun) / 1000
            results.append(Result(name: scenario.name, outcome: outcome, seconds: seconds))
            tell(outcome, report, order, seconds, console)
            if report.ending == .interrupted { break }
        }
        return results
    }

    private func order(_ scenario: Scenario) throws(RunRefusal) -> RunOrder {
        var request = RunRequest(
            scenario: scenario, words: ["hip3-soak", "scenario", "run", scenario.file, "--keep"] + words)
        request.seed = seed
        return try request.order(reports: reports, programs: programs, engineUser: engineUser).order
    }

    private func tell(
        _ outcome: ScenarioOutcome, _ report: RunReport, _ order: RunOrder, _ seconds: Double,
        _ console: Console
    ) {
        let time = "\((seconds * 10).rounded() / 10) s"
        let verdict = report.judgement?.verdict ?? "not judged"
        switch outcome {
        case .passed:
            console.say("passed        \(order.scenario)  \(verdict)  \(time)")
            if !keepsPassed { try? FileManager.default.removeItem(atPath: report.directory.path) }
            return
        case .failed: console.say("FAILED        \(order.scenario)  \(time)")
        case .inconclusive: console.say("INCONCLUSIVE  \(order.scenario)  \(time)")
        }
        for reason in outcome.reasons { console.say("    \(reason)") }
        console.say("    folder: \(report.directory.path)")
        console.say("    again:  \(order.command)")
    }
}
