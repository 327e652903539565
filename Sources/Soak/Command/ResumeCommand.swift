import ArgumentParser
import SoakFaults
import SoakRunner

/// `hip3-soak resume`: goes on with a run that was stopped or killed.
struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Goes on with a run at a venue that was stopped, killed, or ended by a reboot.",
        discussion: """
            The gap stays on the record. What a kill left of a fault is undone; faults that were injected are not \
            repeated. A run whose time is over is judged.

            Examples:
              hip3-soak resume
              hip3-soak resume reports/20260120T140000Z-run-1
            """)

    @Argument(help: "The folder of the run (default: the newest unfinished one below --reports).")
    var run: String?

    @Flag(help: "Go on although the machine's clock was found wrong.")
    var despite = false

    @Flag(help: "After the verdict go on showing it until SIGTERM.")
    var stay = false

    @OptionGroup var ops: OpsOptions

    @OptionGroup var options: RunOptions

    func run() async throws {
        let interrupts = Interrupts()
        defer { withExtendedLifetime(interrupts) {} }
        let interruption = interrupts.interruption
        let command = self
        let code = try await OwnThread.run {
            do throws(RunRefusal) { return try command.resume(interruption) } catch { throw refuse(error) }
        }
        if code != 0 { throw ExitCode(code) }
    }

    private func resume(_ interruption: Interruption) throws(RunRefusal) -> Int32 {
        let unfinished = try find()
        let page = try ops.open(standard: OpsPage.standard)
        let runs = LiveRuns(
            programs: try options.programs(), options: options, interruption: interruption, page: page)
        let console = Console()
        let outcome = try goOn(unfinished, runs, console)
        if stay, outcome.isOver { page.stay(console, interruption) }
        return outcome.code
    }

    private func goOn(
        _ unfinished: UnfinishedRun, _ runs: LiveRuns, _ console: Console
    ) throws(RunRefusal) -> LiveRuns.Outcome {
        let folder = unfinished.directory.path
        let lock = try ReportsLock(String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]))
        defer { withExtendedLifetime(lock) {} }
        let file = unfinished.file
        let request = try LiveRequest(
            feed: file.feed, duration: DurationText.text(ms: file.durationMs), config: file.config,
            engine: file.engine, policy: file.policy,
            scenario: try file.scenario.map { path throws(RunRefusal) in try ScenarioFiles.load(path) },
            seed: file.seed, words: [file.command], name: file.name)
        console.say("seed \(file.seed) · \(file.command)")
        if let note = runs.page.note { console.say(note) }
        guard VenueClock.isRight(for: request, console, isEnough: despite) else { return .stopped }
        return try runs.resume(unfinished, request, console)
    }

    private func find() throws(RunRefusal) -> UnfinishedRun {
        guard let run else {
            let folder = try options.folder()
            if case .unfinished(let found) = try LiveRuns.newest(in: folder.path) { return found }
            throw .usage(
                "the newest run below \(folder.path) has ended, never began, or is synthetic (its exchange went with it); "
                    + "name another one, or begin one with run")
        }
        let found: UnfinishedRun?
        do throws(JournalTail.Flaw) { found = try UnfinishedRun(run) } catch {
            throw RunRefusal(.harness, "\(run): \(error)")
        }
        guard let found else {
            throw .usage(
                "\(run) is no run that can be gone on with: it has ended, never began, or is synthetic")
        }
        return found
    }
}
