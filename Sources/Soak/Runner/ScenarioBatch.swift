import FoundationEssentials
package import SoakFaults
package import SoakScenario
import Synchronization

/// Runs scenarios, some of them side by side where asked, and holds each against its expectation. Each has its own
/// exchange, engine, ports and folder; virtual time waits for a slow machine, so company makes none of them wrong.
package struct ScenarioBatch: Sendable {
    /// In place of each scenario's own.
    package var seed: UInt64?
    /// How many seeds of each, from that one on.
    package var seeds = 1
    /// How many run at a time.
    package var jobs = 1
    /// Each twice with the same seed, and its decisions compared.
    package var isTwice = false
    package var keepsPassed: Bool
    package var reports: String
    package var programs: Programs
    package var engineUser: UserIdentity?
    package var leave = SkipLeave()
    /// Options that repeat where and with what it is run.
    package var words: [String]
    /// Told of each run before it begins.
    package var prepare: @Sendable (Rehearsal) -> Void = { _ in }
    /// Where it talks to its user; nil for `isTerminal`: see for yourself.
    package var output: Int32 = 1
    package var isTerminal: Bool?

    package static let jobsMax = 16
    package static let seedsMax = 1000

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

    /// One scenario with one seed, checked: nothing of it runs yet.
    package struct Task: Sendable {
        package let name: String
        let scenario: Scenario
        let order: RunOrder
    }

    /// All that is to be run, in the order of the scenarios and then of the seeds.
    package func tasks(_ scenarios: [Scenario]) throws(RunRefusal) -> [Task] {
        try leave.check(against: scenarios.flatMap(\.faults))
        var tasks: [Task] = []
        for scenario in scenarios {
            for step in 0..<UInt64(seeds) {
                let order = try order(scenario, seed: (seed ?? scenario.seed) &+ step)
                let name = seeds == 1 ? scenario.name : "\(scenario.name) seed \(order.seed)"
                tasks.append(Task(name: name, scenario: scenario, order: order))
            }
        }
        return tasks
    }

    private func order(_ scenario: Scenario, seed: UInt64) throws(RunRefusal) -> RunOrder {
        var request = RunRequest(
            scenario: scenario, words: ["hip3-soak", "scenario", "run", scenario.file, "--keep"] + words)
        request.seed = seed
        request.leave = leave
        return try request.order(reports: reports, programs: programs, engineUser: engineUser).order
    }

    /// Runs them; the results in the order of the tasks whatever order they end in, nil for what was not begun or
    /// not ended because it was interrupted or the harness broke; then `failure` says how.
    package func run(
        _ tasks: [Task], interruption: Interruption
    ) -> (results: [ScenarioResult?], failure: RunRefusal?) {
        let board =
            jobs > 1 ? ConsoleBoard(names: tasks.map(\.name), output: output, isTerminal: isTerminal) : nil
        let collected = Collected(tasks.count)
        // The longest ones first, so that none of them is left alone at the end.
        let turns = tasks.indices.sorted { left, right in
            let seconds = [left, right].map { tasks[$0].scenario.secondsAtLeast }
            return jobs > 1 && seconds[0] != seconds[1] ? seconds[0] > seconds[1] : left < right
        }
        OwnThreads.run(
            tasks.count, jobs: jobs,
            goesOn: { !interruption.isRaised && collected.failure == nil },
            work: { turn in
                let index = turns[turn]
                let task = tasks[index]
                let console = board?.begin(task.name) ?? Console(output: output, isTerminal: isTerminal)
                do throws(SystemFailure) {
                    collected.put(try play(task, console, interruption), at: index)
                } catch { collected.fail(.system(error)) }
                board?.end(task.name)
            })
        board?.close()
        return (collected.results, collected.failure)
    }

    private final class Collected: Sendable {
        private let state: Mutex<(results: [ScenarioResult?], failure: RunRefusal?)>

        init(_ count: Int) { state = Mutex((Array(repeating: nil, count: count), nil)) }
        func put(_ result: ScenarioResult, at index: Int) { state.withLock { $0.results[index] = result } }
        func fail(_ refusal: RunRefusal) { state.withLock { $0.failure = $0.failure ?? refusal } }
        var results: [ScenarioResult?] { state.withLock { $0.results } }
        var failure: RunRefusal? { state.withLock { $0.failure } }
    }

    private func made(
        _ task: Task, _ console: Console, _ interruption: Interruption
    ) throws(SystemFailure) -> Rehearsal {
        let run = try Rehearsal(task.order, console: console, interruption: interruption)
        prepare(run)
        return run
    }

    private func play(
        _ task: Task, _ console: Console, _ interruption: Interruption
    ) throws(SystemFailure) -> ScenarioResult {
        let begun = MonotonicClock.nowMs()
        console.say("== \(task.name): seed \(task.order.seed), again with: \(task.order.command)")
        let report = try made(task, console, interruption).run()
        var outcome = ScenarioOutcome(report, expecting: task.scenario.expectation)
        if isTwice, outcome.isPassed {
            outcome = try playAgain(task, report, console, interruption)
        }
        let result = ScenarioResult(
            name: task.name, outcome: outcome, seconds: Double(MonotonicClock.nowMs() - begun) / 1000,
            faults: report.faults, verdict: report.judgement?.verdict, command: task.order.command,
            folder: report.directory.path)
        for line in result.lines { console.say(line) }
        if outcome.isPassed, !keepsPassed {
            try? FileManager.default.removeItem(atPath: report.directory.path)
        }
        return result
    }

    // The first run passed. The second one has to, too, and to have decided the same.
    private func playAgain(
        _ task: Task, _ first: RunReport, _ console: Console, _ interruption: Interruption
    ) throws(SystemFailure) -> ScenarioOutcome {
        let second = try made(task, console, interruption).run()
        let outcome = ScenarioOutcome(second, expecting: task.scenario.expectation)
        let folder = second.directory.path
        guard outcome.isPassed else {
            let reasons = ["the first run passed, the second one did not (\(folder))"] + outcome.reasons
            if case .failed = outcome { return .failed(reasons) }
            return .inconclusive(reasons)
        }
        guard let one = RunDecisions(first.directory), let other = RunDecisions(second.directory) else {
            return .inconclusive(["the plan or the journal of one of the two runs can't be read (\(folder))"])
        }
        if let difference = one.difference(from: other) {
            return .failed(["decided otherwise with the same seed; \(difference) (\(folder))"])
        }
        if !keepsPassed { try? FileManager.default.removeItem(atPath: folder) }
        return .passed
    }
}
