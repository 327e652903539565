import ArgumentParser
import SoakFaults
import SoakRunner
import SoakScenario

/// `hip3-soak scenario`: short runs with an expectation.
struct ScenarioCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario",
        abstract: "Scenarios: runs of which it is known what must come of them.",
        discussion: "Example: hip3-soak scenario run scenarios/smoke-torn-write.toml --keep",
        subcommands: [ScenarioListCommand.self, ScenarioRunCommand.self])
}

struct ScenarioListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "All scenarios, and why each exists.",
        discussion: "Example: hip3-soak scenario list")

    func run() throws {
        do throws(RunRefusal) {
            let console = Console()
            var scenarios: [Scenario] = []
            for file in try ScenarioFiles.all() { scenarios.append(try ScenarioFiles.load(file)) }
            let width = scenarios.map(\.name.count).max() ?? 0
            for scenario in scenarios {
                let name = scenario.name + String(repeating: " ", count: width - scenario.name.count)
                console.say("\(name)  \(scenario.why)")
            }
        } catch { throw refuse(error) }
    }
}

struct ScenarioRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs scenarios and holds each against what is expected of it.",
        discussion: """
            Without FILE: all of them but the whole day and the canary, which must fail. A scenario that passed \
            leaves nothing behind unless --keep is given; another one keeps its folder and prints the command \
            that repeats it.

            Exit: 0 all passed, 1 one failed, 2 one is inconclusive.

            Examples:
              hip3-soak scenario run
              hip3-soak scenario run scenarios/smoke-clean.toml --seed 7 --keep
              hip3-soak scenario run --junit scenarios.xml
            """)

    @Argument(help: "Scenario files.")
    var files: [String] = []

    @Option(parsing: .unconditional, help: "In place of each scenario's own seed.")
    var seed: UInt64?

    @Flag(help: "Keep the folders of scenarios that passed, too.")
    var keep = false

    @Option(help: "Write the results as JUnit XML.")
    var junit: String?

    @OptionGroup var options: RunOptions

    func run() async throws {
        let interrupts = Interrupts()
        defer { withExtendedLifetime(interrupts) {} }
        let command = self
        let interruption = interrupts.interruption
        let code = try await OwnThread.run {
            do throws(RunRefusal) { return try command.runAll(interruption) } catch { throw refuse(error) }
        }
        if code != 0 { throw ExitCode(code) }
    }

    private func runAll(_ interruption: Interruption) throws(RunRefusal) -> Int32 {
        var scenarios: [Scenario] = []
        for file in try files.isEmpty ? ScenarioFiles.all() : files {
            let scenario = try ScenarioFiles.load(file)
            if !files.isEmpty || scenario.expectation != nil && !scenario.isCanary {
                scenarios.append(scenario)
            }
        }
        let programs = try options.programs()
        try OwnMounts.enter(for: scenarios.flatMap(\.faults).map(\.kind), programs: programs)
        let folder = try options.folder()
        let console = Console()
        if let note = folder.note { console.say(note) }
        let batch = ScenarioBatch(
            seed: seed, keepsPassed: keep, reports: folder.path, programs: programs,
            engineUser: options.engineUser, words: options.words)
        let lock = try ReportsLock(folder.path)
        let results = try withExtendedLifetime(lock) { () throws(RunRefusal) in
            try batch.run(scenarios, console: console, interruption: interruption)
        }
        if let junit { try JUnit.write(results, to: junit) }
        let passed = results.count { $0.outcome.isPassed }
        console.say("\(passed) of \(scenarios.count) scenarios passed")
        let code = ScenarioOutcome.exitCode(results.map(\.outcome))
        return code == 0 && results.count < scenarios.count ? 2 : code
    }
}
