import ArgumentParser
import DoDCalendar
import SoakFaults
import SoakPreflight
import SoakRunner
import SoakScenario

/// `hip3-soak run`: a day at a venue, started once, left alone, judged at its end.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs an engine for a day at real speed, watches it, restarts it, and has the day judged.",
        discussion: """
            Says first what the window will hold and whether this machine is fit for it. The same words again, after \
            a kill or a reboot, go on with the same run; Ctrl-C or SIGTERM stop it in order, to be gone on with. The \
            status page is on 127.0.0.1:9465, from the first moment on.

            Examples:
              hip3-soak run --feed live --duration 24h --config config/mainnet.toml
              hip3-soak run --start-at-session
              hip3-soak run --stay                    # in a container: the verdict stays, no other run begins
              hip3-soak run --engine 'bot --feed {ws_url} --out {data_dir}'
              hip3-soak run --feed synthetic --duration 30m --policy config/short.toml
            """)

    @Option(help: "live, synthetic, or a WebSocket URL.")
    var feed = "live"

    @Option(
        help: "How long, as 24h or 90m; from an hour on two minutes are added: only whole ones are judged.")
    var duration = "24h"

    @Option(
        help: "The engine's configuration, as config/mainnet.toml; its folders are replaced by the run's.")
    var config: String?

    @Option(
        help: "Another engine: a command with {ws_url}, {data_dir} and {config} in it. No shell looks at it.")
    var engine: String?

    @Option(help: "A scenario whose faults are injected at their times.")
    var scenario: String?

    @Option(help: "The judge's policy.")
    var policy: String?

    @Option(parsing: .unconditional, help: "What the fault plan is drawn from.")
    var seed: UInt64 = 1

    @Option(help: "What tells this run from others of the same words: another name is another run.")
    var name: String?

    @Flag(help: "Wait until half an hour before the next regular US session.")
    var startAtSession = false

    @Flag(help: "Begin a new run although an unfinished one, or with --stay an ended one, is there.")
    var new = false

    @Flag(
        help: """
            After the verdict go on showing it until SIGTERM, and show the run that has ended in place of a new one.
            """)
    var stay = false

    @Flag(help: "Go on although the machine was found wrong.")
    var despite = false

    @Option(
        help: "How long to ask the venue first whether it is as it should be (default: 60s at the live one).")
    var probe: String?

    @OptionGroup var ops: OpsOptions

    @OptionGroup var options: RunOptions

    func run() async throws {
        let interrupts = Interrupts()
        defer { withExtendedLifetime(interrupts) {} }
        let interruption = interrupts.interruption
        let command = self
        let code = try await OwnThread.run {
            do throws(RunRefusal) { return try command.begin(interruption) } catch { throw refuse(error) }
        }
        if code != 0 { throw ExitCode(code) }
    }

    private func begin(_ interruption: Interruption) throws(RunRefusal) -> Int32 {
        let request = try request()
        let programs = try options.programs()
        let page = try ops.open(standard: OpsPage.standard)
        let console = Console()
        let runs = LiveRuns(programs: programs, options: options, interruption: interruption, page: page)
        let outcome = try runOne(request, runs, console)
        if stay, outcome.isOver { page.stay(console, interruption) }
        return outcome.code
    }

    /// Holds the reports folder for as long as it has something to write there.
    private func runOne(
        _ request: LiveRequest, _ runs: LiveRuns, _ console: Console
    ) throws(RunRefusal) -> LiveRuns.Outcome {
        let folder = try options.folder()
        let lock = try ReportsLock(folder.path)
        defer { withExtendedLifetime(lock) {} }
        console.say("seed \(seed) · again with: \(CommandText.text(request.words))")
        for note in [runs.page.note, folder.note].compactMap({ $0 }) { console.say(note) }
        if let outcome = try goOn(request, runs, folder.path, console) { return outcome }
        return try beginNew(request, runs, folder.path, console)
    }

    /// With what an earlier process left; nil: a new run is wanted.
    private func goOn(
        _ request: LiveRequest, _ runs: LiveRuns, _ reports: String, _ console: Console
    ) throws(RunRefusal) -> LiveRuns.Outcome? {
        if new { return nil }
        switch try LiveRuns.newest(in: reports) {
        case .none: return nil
        case .unfinished(let unfinished):
            guard unfinished.file.isSameOrder(as: request.file(window: unfinished.file.window)) else {
                throw RunRefusal.usage(
                    "\(unfinished.directory.path) is an unfinished run (\(unfinished.file.command)): go on with it "
                        + "with `hip3-soak resume`, or begin another with --new")
            }
            guard VenueClock.isRight(for: request, console, isEnough: despite) else { return .stopped }
            return try runs.resume(unfinished, request, console)
        case .ended(let ended):
            guard ended.file.isSameOrder(as: request.file(window: ended.file.window)),
                stay || ended.judgement == nil
            else { return nil }
            return try runs.show(ended, request, console)
        }
    }

    private func beginNew(
        _ request: LiveRequest, _ runs: LiveRuns, _ reports: String, _ console: Console
    ) throws(RunRefusal) -> LiveRuns.Outcome {
        let interruption = runs.interruption
        guard waitForSession(request, console, runs.page, interruption) else { return .stopped }
        let window = request.window(fromMs: MonotonicClock.wallMs())
        let forecast = WindowForecast(
            fromMs: window.from.ms, toMs: window.to.ms, calendar: TradingCalendar())
        console.say("\(window.from.text) to \(window.to.text): \(forecast.text)")
        guard isFit(request, reports, runs.programs, console) else { return .stopped }
        runs.page.say("the venue is probed")
        let look = try VenueProbing(time: probe, request: request).look(console, interruption)
        guard let look, look.isUsable || despite else { return .stopped }
        // A probe takes its time: the window begins when the run does.
        let begun = look.probed == nil ? window : request.window(fromMs: MonotonicClock.wallMs())
        var runs = runs
        runs.look = look.probed
        return try runs.begin(request, begun, reports, console)
    }

    private func request() throws(RunRefusal) -> LiveRequest {
        var words = ["hip3-soak", "run", "--feed", feed, "--duration", duration, "--seed", String(seed)]
        for (name, value) in [
            ("--config", config), ("--engine", engine), ("--scenario", scenario), ("--policy", policy),
            ("--name", name),
        ] {
            if let value { words += [name, value] }
        }
        let request = try LiveRequest(
            feed: feed, duration: duration, config: config, engine: engine, policy: policy,
            scenario: try scenario.map { path throws(RunRefusal) in try ScenarioFiles.load(path) },
            seed: seed,
            words: words + options.words, name: name)
        try options.leave.check(against: request.scenario?.faults ?? [])
        return request
    }

    /// False when it was interrupted.
    private func waitForSession(
        _ request: LiveRequest, _ console: Console, _ page: OpsPage, _ interruption: Interruption
    ) -> Bool {
        guard startAtSession else { return true }
        let now = MonotonicClock.wallMs()
        let window = request.window(fromMs: now)
        let forecast = WindowForecast(fromMs: now, toMs: window.to.ms, calendar: TradingCalendar())
        if forecast.holdsSession { return true }
        guard let start = forecast.betterStartMs else {
            console.say(forecast.text)
            return false
        }
        console.say("\(forecast.text)\nwaiting until \(VirtualTime(ms: start).text)")
        page.say("waiting for a session until \(VirtualTime(ms: start).text)")
        while MonotonicClock.wallMs() < start {
            if interruption.isRaised { return false }
            interruption.rest(ms: 500)
        }
        return true
    }

    private func isFit(
        _ request: LiveRequest, _ reports: String, _ programs: Programs, _ console: Console
    ) -> Bool {
        guard case .venue(let venue) = request.feed else { return true }
        let look = MachineLook(
            reports: reports, durationMs: request.durationMs, engineUser: options.engineUser,
            injector: programs.injector)
        let checks = look.checks() + VenueReach(venue).checks()
        for check in checks { console.say(check.text) }
        let isWrong = checks.contains(where: \.isWrong)
        if isWrong, !despite {
            console.say("not begun: mend what is WRONG above, or go on all the same with --despite")
        }
        return !isWrong || despite
    }
}
