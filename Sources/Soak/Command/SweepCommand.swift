import ArgumentParser
import SoakFaults
import SoakRunner
import SoakSweep

/// `hip3-soak sweep`: every call of a short session, and what becomes of it.
struct SweepCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract:
            "Disturbs every write, sync, open and rename of a short session and starts the engine again.",
        discussion: """
            The first session is replayed with its k-th call killed, torn, cut short or failing, for k = 1, 2, 3 … until \
            nothing fires any more; then the engine is started again on what is left, and every signal that it said it \
            had counted must be there, once, in a file that can be read. Every 24th kill is swept once more with a \
            second fault in the recovery from it. A flawed point keeps its folder and prints the command that repeats it.

            FILE is a recording (`hip3-engine run --record FILE`) to use as the first session; without it the seed \
            makes one of 44 frames over midnight.

            Exit: 0 nothing lost, doubled, torn or unreadable; 1 something; 2 interrupted or not to its end.

            Examples:
              hip3-soak sweep --jobs 2
              hip3-soak sweep --op write --seed 7
              hip3-soak sweep --only write:torn-half:7,open:EIO:2
            """)

    @Argument(help: "A recording to disturb.")
    var file: String?

    @Option(help: "Only these calls: write, fsync, open or rename; may be given more than once.")
    var op: [String] = []

    @Option(parsing: .unconditional, help: "How many points at a time.")
    var jobs = 1

    @Option(parsing: .unconditional, help: "What the sessions are made from.")
    var seed: UInt64 = 1

    @Option(parsing: .unconditional, help: "Sweep the recovery from every so many kills; 0: from none.")
    var recoveryEvery = 24

    @Flag(
        help: """
            Start the engine anew for each life. Without it most lives are copies of an engine that stands before its             first touch of the data; what comes of them is the same, in a third of the time.
            """)
    var freshStarts = false

    @Option(help: ArgumentHelp("One point alone, as a flawed one names it.", valueName: "point"))
    var only: String?

    @Option(help: "Write the result as JUnit XML.")
    var junit: String?

    @OptionGroup var options: RunOptions

    func run() async throws {
        let interrupts = Interrupts()
        defer { withExtendedLifetime(interrupts) {} }
        let command = self
        let interruption = interrupts.interruption
        let code = try await OwnThread.run {
            do throws(RunRefusal) { return try command.sweep(interruption) } catch { throw refuse(error) }
        }
        if code != 0 { throw ExitCode(code) }
    }

    private func sweep(_ interruption: Interruption) throws(RunRefusal) -> Int32 {
        guard (1...Sweep.jobsMax).contains(jobs) else {
            throw .usage("--jobs \(jobs): give 1 to \(Sweep.jobsMax)")
        }
        guard recoveryEvery >= 0 else { throw .usage("--recovery-every \(recoveryEvery): give 0 or more") }
        let programs = try options.programs()
        let folder = try options.folder()
        var words = ["hip3-soak", "sweep"] + (file.map { [$0] } ?? []) + ["--seed", String(seed)]
        if freshStarts { words.append("--fresh-starts") }
        words += options.words
        let console = Console()
        console.say("seed \(seed), again with: \(words.joined(separator: " "))")
        var sweep = Sweep(
            engine: programs.engine[0], injector: programs.injector, sessions: try sessions(),
            reports: folder.path, command: words.joined(separator: " "))
        sweep.operations = try operations()
        sweep.jobs = jobs
        sweep.recoveryEvery = recoveryEvery
        sweep.startsAnew = freshStarts
        let lock = try ReportsLock(folder.path)
        defer { withExtendedLifetime(lock) {} }
        let summary: SweepSummary
        do throws(Sweep.Refusal) {
            summary = try sweep.run(only: try point(), interruption: interruption)
        } catch { throw .usage("\(error)") }
        for line in summary.lines { console.say(line) }
        if let junit {
            do { try FileTree.write(SweepJUnit.text(summary).utf8, to: junit) } catch {
                throw .usage("--junit: \(error)")
            }
        }
        return summary.exitCode
    }

    private func sessions() throws(RunRefusal) -> SweepSessions {
        guard let file else { return SweepSessions(seed: seed) }
        do { return SweepSessions(seed: seed, first: try FileTree.read(file)) } catch {
            throw .usage("\(error)")
        }
    }

    private func operations() throws(RunRefusal) -> [SweepOperation] {
        if op.isEmpty { return SweepOperation.allCases }
        var operations: [SweepOperation] = []
        for word in op {
            guard let operation = SweepOperation(rawValue: word) else {
                throw .usage("--op \(word): give write, fsync, open or rename")
            }
            operations.append(operation)
        }
        return operations
    }

    private func point() throws(Sweep.Refusal) -> SweepPoint? {
        guard let only else { return nil }
        guard let point = SweepPoint(only) else {
            throw .baseline(
                "--only \(only) is no point such as write:torn-half:7 or write:kill-before:3,open:EIO:2")
        }
        return point
    }
}
