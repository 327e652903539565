import ArgumentParser
import SoakFaults
import SoakRunner
import SoakScenario

/// `hip3-soak rehearse`: a synthetic day with its faults, then the verdict.
struct RehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "A synthetic day through real parts: exchange, engine, faults, files, verdict.",
        discussion: """
            The day is scenarios/day.toml: 24 h and 2 min from 2026-01-20 07:13 UTC at 300 times real time, with the \
            data directory taken away over midnight and a torn write in the US session. Ctrl-C ends it in order.

            Examples:
              hip3-soak rehearse
              hip3-soak rehearse --seed 7 --speed 100
              hip3-soak rehearse --start 2026-01-20T14:20:00Z --duration 1h --policy config/short.toml
              hip3-soak rehearse --faults none
              hip3-soak rehearse --ops 9465           # its status page on http://127.0.0.1:9465/
            """)

    @Option(parsing: .unconditional, help: "Everything that is random in the run: market, fault plan.")
    var seed: UInt64?

    @Option(parsing: .unconditional, help: "Virtual seconds per real second.")
    var speed: Double?

    @Option(help: "When the virtual day begins, in UTC, as 2026-01-20T07:13:00Z.")
    var start: String?

    @Option(help: "How long it lasts, as 24h2m or 90m.")
    var duration: String?

    @Option(help: "A TOML file with [[fault]] tables in place of the day's own, or `none`.")
    var faults: String?

    @Option(help: "The judge's policy.")
    var policy: String?

    @Option(help: "Another scenario file than scenarios/day.toml; its expectation is not looked at.")
    var scenario: String?

    @OptionGroup var ops: OpsOptions

    @OptionGroup var options: RunOptions

    func run() async throws {
        let interrupts = Interrupts()
        defer { withExtendedLifetime(interrupts) {} }
        let command = self
        let interruption = interrupts.interruption
        let code = try await OwnThread.run {
            do throws(RunRefusal) { return try command.rehearse(interruption) } catch { throw refuse(error) }
        }
        if code != 0 { throw ExitCode(code) }
    }

    private func rehearse(_ interruption: Interruption) throws(RunRefusal) -> Int32 {
        let request = try request()
        let programs = try options.programs()
        let kinds = (request.faults ?? request.scenario.faults).map(\.kind)
        try OwnMounts.enter(for: kinds, programs: programs)
        let page = try ops.open(standard: nil)
        let folder = try options.folder()
        let (order, notes) = try request.order(
            reports: folder.path, programs: programs, engineUser: options.engineUser)
        let lock = try ReportsLock(folder.path)
        let console = Console()
        console.say("seed \(order.seed) · again with: \(order.command)")
        for note in [page.note, folder.note].compactMap({ $0 }) + notes { console.say(note) }
        let report: RunReport
        do throws(SystemFailure) {
            let run = try Rehearsal(order, console: console, interruption: interruption)
            console.say(announcement(order, run.folder))
            run.takeNotesOfOperators()
            page.show(run)
            report = try run.run()
        } catch { throw .system(error) }
        withExtendedLifetime((lock, page)) { tell(report, console) }
        return report.exitCode
    }

    private func request() throws(RunRefusal) -> RunRequest {
        let file: String
        if let scenario { file = scenario } else { file = try ScenarioFiles.folder() + "/day.toml" }
        var words = ["hip3-soak", "rehearse"] + options.words
        if let scenario { words += ["--scenario", scenario] }
        if let faults { words += ["--faults", faults] }
        var request = RunRequest(scenario: try ScenarioFiles.load(file), words: words)
        request.seed = seed
        request.speed = speed
        request.policy = policy
        if let start {
            guard let time = VirtualTime(start) else {
                throw .usage("--start \(start): give a time as 2026-01-20T07:13:00Z")
            }
            request.start = time
        }
        if let duration {
            guard let ms = DurationText.ms(duration), ms > 0 else {
                throw .usage("--duration \(duration): give a length of time as 24h2m or 90m")
            }
            request.durationMs = ms
        }
        request.faults = try chosenFaults()
        request.leave = options.leave
        try options.leave.check(against: request.faults ?? request.scenario.faults)
        return request
    }

    private func chosenFaults() throws(RunRefusal) -> [FaultSpec]? {
        guard let faults else { return nil }
        if faults == "none" { return [] }
        let text = try ScenarioFiles.read(faults)
        do { return try ScenarioReader.faults(text, file: faults) } catch { throw .usage(error.description) }
    }

    private func announcement(_ order: RunOrder, _ folder: String) -> String {
        let seconds = Double(order.window.durationMs) / 1000 / order.speed
        let faults = order.faults.faults.map(\.id).joined(separator: ", ")
        let user = order.engineUser.map { "; the engine runs as uid \($0.uid)" } ?? ""
        return """
            \(order.window.from.text) to \(order.window.to.text), \(order.markets) markets, \(order.speed)x: about \
            \(RunTime.minutes(seconds)) min; faults: \(faults.isEmpty ? "none" : faults)\(user)
            \(folder)
            """
    }

    private func tell(_ report: RunReport, _ console: Console) {
        switch report.ending {
        case .completed:
            for fault in report.missed { console.say("fault \(fault.name) did NOT bite: \(fault.why)") }
            for fault in report.faults where fault.isSkipped {
                let leave =
                    fault.isSkippedUnasked ? "; --allow-skip \(fault.kind.rawValue) lets it be" : " (allowed)"
                console.say("fault \(fault.name) was SKIPPED: \(fault.why)\(leave)")
            }
            let text = report.judgement?.text ?? ""
            if !text.isEmpty { console.say(text.hasSuffix("\n") ? String(text.dropLast()) : text) }
            console.say("verdict: \(report.judgement?.verdict ?? "none: the judge broke")")
            console.say("report:  \(report.directory.report)")
        case .interrupted:
            console.say("verdict: interrupted; ended in order, not judged")
            console.say("files:   \(report.directory.path)")
        case .broken(let why, _):
            console.say("verdict: none; \(why)")
            console.say("files:   \(report.directory.path)")
        }
    }
}
