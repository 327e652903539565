import ArgumentParser
import SoakFaults
import SoakRunner
import SoakScenario

struct ScenarioRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs scenarios and holds each against what is expected of it.",
        discussion: """
            Without FILE: the full set, which is all of scenarios/ but the whole day and the canary, which must fail. A \
            scenario that passed leaves nothing behind unless --keep is given; another one keeps its folder and prints \
            the command that repeats it.

            A fault that this machine can't do (a mount without the right to mount) is skipped with its reason, and the \
            run is inconclusive, unless --allow-skip names it.

            Exit: 0 all passed, 1 one failed, 2 one is inconclusive (a fault did not bite or was skipped unasked, \
            evidence is missing, it was interrupted), 64 wrong usage, 70 the harness broke, 75 another run is going on.

            Examples:
              hip3-soak scenario run
              hip3-soak scenario run --set smoke --jobs 2 --junit scenarios.xml
              hip3-soak scenario run scenarios/smoke-clean.toml --seed 7 --keep
              hip3-soak scenario run scenarios/smoke-torn-write.toml --seeds 20
            """)

    @Argument(help: "Scenario files.")
    var files: [String] = []

    @Option(help: "Those of a set: smoke, full (with smoke in it), day, canary.")
    var set: String?

    @Option(parsing: .unconditional, help: "In place of each scenario's own seed.")
    var seed: UInt64?

    @Option(parsing: .unconditional, help: "So many seeds of each scenario, from its own or --seed on.")
    var seeds = 1

    @Flag(help: "Each twice with the same seed: the second run must decide as the first one did.")
    var twice = false

    @Option(parsing: .unconditional, help: "How many run side by side.")
    var jobs = 1

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
        guard (1...ScenarioBatch.jobsMax).contains(jobs) else {
            throw .usage("--jobs \(jobs): give 1 to \(ScenarioBatch.jobsMax)")
        }
        guard (1...ScenarioBatch.seedsMax).contains(seeds) else {
            throw .usage("--seeds \(seeds): give 1 to \(ScenarioBatch.seedsMax)")
        }
        let scenarios = try ScenarioChoice.scenarios(files: files, set: set)
        let programs = try options.programs()
        try OwnMounts.enter(for: scenarios.flatMap(\.faults).map(\.kind), programs: programs)
        let folder = try options.folder()
        var batch = ScenarioBatch(
            seed: seed, keepsPassed: keep, reports: folder.path, programs: programs,
            engineUser: options.engineUser, words: options.words + (twice ? ["--twice"] : []))
        batch.seeds = seeds
        batch.jobs = jobs
        batch.isTwice = twice
        batch.leave = options.leave
        batch.prepare = { $0.takeNotesOfOperators() }
        let tasks = try batch.tasks(scenarios)
        let lock = try ReportsLock(folder.path)
        // A file that can't be written is better known before an hour of runs than after it.
        if let junit { try JUnit.write(BatchSummary([], seconds: 0, kindsKnown: 0), names: [], to: junit) }
        let console = Console()
        if let note = folder.note { console.say(note) }
        announce(tasks.count, scenarios, console)
        let begun = MonotonicClock.nowMs()
        let (results, failure) = withExtendedLifetime(lock) { batch.run(tasks, interruption: interruption) }
        let summary = BatchSummary(
            results, seconds: Double(MonotonicClock.nowMs() - begun) / 1000,
            kindsKnown: FaultKind.allCases.count)
        if let junit { try JUnit.write(summary, names: tasks.map(\.name), to: junit) }
        for line in summary.lines { console.say(line) }
        if let failure { throw failure }
        return summary.exitCode
    }

    private func announce(_ count: Int, _ scenarios: [Scenario], _ console: Console) {
        guard count > 1 else { return }
        let seconds = scenarios.reduce(0) { $0 + $1.secondsAtLeast } * Double(seeds * (twice ? 2 : 1))
        let words = jobs == 1 ? "one after the other" : "\(jobs) at a time"
        console.say(
            "\(count) runs, \(words): about \(RunTime.minutes(seconds / Double(min(jobs, count)))) min")
    }
}
