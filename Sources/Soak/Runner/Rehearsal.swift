import Glibc
package import SoakFaults

/// One run from seed to verdict: starts the exchange and the engine, carries out the fault plan by virtual
/// time, journals all, ends both in order and asks the judge.
///
/// One thread, one loop; everything it decides by is a plain value (`FaultProgress`, `Supervisor`).
package final class Rehearsal {
    let order: RunOrder
    package let directory: RunDirectory
    let console: Console
    let interruption: Interruption
    let journal: Journal
    let engine: EngineProcess
    var supervisor = Supervisor()
    var faults: [ActiveFault]
    var progress: ProgressReporter
    var exchange: LaunchedProcess?
    var clock: VirtualClock?
    var port = 0
    var venueControl: VenueControl?
    package var venueName: VenueName?
    /// Real time at which the engine is started again.
    var restartAtMs: Int64?
    var nextSample = VirtualTime(ms: 0)
    var stall = StallWatch()
    /// Why nothing can be mounted in this run, where a fault asks for it.
    package var mountObstacle: String?
    /// The data directory is an ext4 file system of ours.
    package var loopDisk: LoopDisk?
    /// As the engine was started last, and another one where a fault starts it.
    var engineCommand: [String] = []
    var second: LaunchedProcess?
    /// Connections that only want memory of the engine.
    var idleConnections: [Int32] = []
    package var secondEngine: SecondEngine?
    /// The data directory is a tmpfs of ours, and has to be brought home at the end.
    var hasTmpfs = false
    var counts: EngineCounts
    /// The journal has its first line.
    var hasBegun = false
    package let resumption: Resumption?
    var watch: EngineWatch
    /// Hands each word of an operator that waits for this run to the journal; nil: nobody can leave one.
    package var notes: NoteTaking?
    package typealias NoteTaking =
        (_ journal: (String) throws(SystemFailure) -> Void) throws(SystemFailure) -> Void
    var nextNotesMs: Int64 = 0
    static let notesEveryMs: Int64 = 1_000
    let outputBound: OutputBound
    var nextBoundMs: Int64 = 0
    static let boundEveryMs: Int64 = 1_000
    var feedWatch = FeedWatch(witnessedMin: 30)
    var nextFeedLookMs: Int64 = 0

    /// Real time between two looks at everything.
    static let tickMs: Int32 = 20
    static let readyMsMax: Int64 = 60_000
    static let endMsMax: Int64 = 60_000
    /// Virtual time between two samples, and the real time below which there is no other one.
    static let sampleEveryMs: Int64 = 60_000
    static let sampleEveryRealMs: Int64 = 100

    /// Makes the run folder and its journal; nothing runs yet.
    package init(_ order: RunOrder, console: Console, interruption: Interruption) throws(SystemFailure) {
        self.order = order
        self.console = console
        self.interruption = interruption
        resumption = nil
        umask(0o022)
        directory = try RunDirectory.make(
            in: order.reports,
            name: RunDirectory.name(
                wallMs: MonotonicClock.wallMs(), scenario: order.scenario, seed: order.seed),
            engineUser: order.engineUser, hasExchange: order.venue == nil)
        journal = try Journal(directory.journal)
        engine = EngineProcess(directory, saysReady: order.engine.isOwn)
        watch = EngineWatch(directory)
        counts = EngineCounts(directory.data)
        outputBound = OutputBound(bytesMax: order.outputBytesMax)
        supervisor = Supervisor(givesUp: order.venue == nil)
        try PlanFile.write(order.faults, to: directory.plan)
        faults = order.faults.faults.map { ActiveFault($0) }
        progress = ProgressReporter(window: order.window, console: console)
    }

    /// Goes on with a run that an earlier process began; its folder and journal are there.
    package init(
        _ order: RunOrder, resuming directory: RunDirectory, at tail: JournalTail, console: Console,
        interruption: Interruption
    ) throws(SystemFailure) {
        self.order = order
        self.console = console
        self.interruption = interruption
        self.directory = directory
        umask(0o022)
        let resumption = try Resumption(directory, tail)
        self.resumption = resumption
        journal = try Journal(
            resuming: directory.journal, at: tail, quarantine: directory.tornJournal(tail.wholeBytes))
        supervisor = Supervisor(givesUp: order.venue == nil)
        engine = EngineProcess(directory, saysReady: order.engine.isOwn, generation: tail.generation)
        watch = EngineWatch(directory)
        counts = EngineCounts(directory.data)
        outputBound = OutputBound(bytesMax: order.outputBytesMax)
        // What was armed once is not repeated; what was still to come comes.
        faults = order.faults.faults.filter { tail.faults[$0.id] == nil }.map { ActiveFault($0) }
        progress = ProgressReporter(window: order.window, console: console)
    }

    /// The file of the policy that it is judged by; nil: the judge's own.
    package var policyFile: String? { order.policy }

    /// How the engine says that it is; may be asked from any thread.
    package var engineHealth: EngineHealth { engine.health }

    /// The run folder.
    package var folder: String { directory.path }

    /// Runs it all. Throws only when the harness itself broke: a journal that can't be written, a directory
    /// that is gone. Whatever happens, no process is left and every fault is lifted.
    package func run() throws(SystemFailure) -> RunReport {
        defer { liftQuietly() }
        let ending: RunReport.Ending
        do {
            try makeMounts()
            if order.feed == .synthetic { try startExchange() }
            try journalStart()
            try beginWitness()
            // One that is gone on with after its time only has to be judged.
            if now < order.window.to { try startEngine(reason: resumption == nil ? "first" : "restart") }
            ending = try loop()
        } catch {
            switch error {
            case .broken(let why, let code): ending = .broken(why: why, exitCode: code)
            case .interrupted: ending = .interrupted
            case .system(let failure): throw failure
            }
        }
        try finish(ending)
        try bringDataHome()
        console.endBar()
        var judgement: Judgement?
        var last = ending
        if ending == .completed {
            judgement = try judge()
            if judgement == nil { last = .interrupted }
        }
        return RunReport(
            directory: directory, ending: last, faults: fates, engineExit: engine.state.exit,
            mayHaveNoEngine: resumption != nil, engineMustEndWithZero: order.engine.isOwn,
            judgement: judgement)
    }

    /// Why the loop was left early.
    enum Stop: Error {
        case broken(String, Int32)
        case interrupted
        case system(SystemFailure)
    }

    private var fates: [FaultFate] {
        faults.map { fault in
            let outcome: FaultFate.Outcome =
                switch fault.progress.outcome {
                case .bitten: .bitten
                case .missed(let why): .missed(why: why)
                case .skipped(let why):
                    .skipped(why: why, isAllowed: order.leave.allows(fault.progress.plan))
                case nil: .missed(why: "the run was over before its time")
                }
            return FaultFate(fault: fault.id, kind: fault.fault.plan.kind, outcome: outcome)
        }
    }

    package var now: VirtualTime {
        if order.venue != nil { return VirtualTime(ms: MonotonicClock.wallMs()) }
        return clock?.now ?? order.window.from
    }

    func write(_ entry: JournalEntry) throws(SystemFailure) {
        try journal.append(entry, wallMs: MonotonicClock.wallMs(), virtualMs: now.ms)
    }

    func record(_ entry: JournalEntry) throws(Stop) {
        do { try write(entry) } catch { throw .system(error) }
    }

    private func loop() throws(Stop) -> RunReport.Ending {
        while now < order.window.to {
            waitForNews()
            if interruption.isRaised { return .interrupted }
            try watchExchange()
            try watchEngine()
            watchSecondEngine()
            try advanceFaults(ending: false)
            try sampleIfDue()
            try watchFeed()
            try takeNotes()
            try boundOutput()
            progress.show(now: now, engine: engine)
            if faults.contains(where: { $0.progress.isInForce && $0.fault.holdsTime }) {
                stall = StallWatch()
            }
            if let why = stall.check(now: now, atMs: realMs) { return .broken(why: why, exitCode: 2) }
        }
        return .completed
    }

    /// Until the next look, or until somebody has news.
    func waitForNews() {
        var ready = [pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0)]
        if let descriptor = engine.descriptor {
            ready.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
        }
        poll(&ready, nfds_t(ready.count), Self.tickMs)
    }

    private func sampleIfDue() throws(Stop) {
        guard let pid = engine.state.pid, now >= nextSample else { return }
        let interval = max(Self.sampleEveryMs, Int64(Double(Self.sampleEveryRealMs) * order.speed))
        nextSample = now + interval
        guard let sample = ResourceSample.read(pid: pid, directory: directory) else { return }
        try record(.sample(sample))
        if order.venue != nil, let look = watch.look(pid: pid, ops: engine.ops) {
            try record(.engineWatched(look))
        }
    }
}

extension Rehearsal: FaultGround {
    package var realMs: Int64 { MonotonicClock.nowMs() }
    package var dataDirectory: String { directory.data }
    package var engineUser: UserIdentity? { order.engineUser }
    package var engineState: EngineState { engine.state }
    package var generation: Int { engine.generation }
    package var bite: InjectorBite? { engine.bite }
    package var spent: InjectorTally? { engine.spent }
    package var spoolDirectory: String { directory.spool }
    package func armInjector(_ order: InjectorOrder) { engine.arm(order) }
    package func disarmInjector() -> InjectorTally? { engine.disarm() }
    package func killEngine() { engine.kill() }
    package func signalEngine(_ number: Int32) { engine.signalDirectly(number) }
    package func limitEngine(_ limit: EngineLimit, to value: Int64) throws(SystemFailure) -> Int64? {
        try engine.limit(limit, to: value)
    }

    package var venuePort: Int { port }
    package var speaksTLS: Bool { order.tls }

    package func orderVenue(_ words: [String]) throws(FaultMiss) -> VenueReport {
        if order.venue != nil { throw .impossible("the exchange is not ours to give orders to") }
        do {
            let control =
                try venueControl ?? VenueControl(directory.exchange, name: RunDirectory.controlName)
            venueControl = control
            return try control.order(words)
        } catch let miss as FaultMiss {
            throw miss
        } catch {
            throw FaultMiss("\(error)")
        }
    }

    package func probeCreate(_ path: String) throws(SystemFailure) -> CreateProbe {
        try CreateProbe.run(path, as: order.engineUser, injector: order.programs.injector)
    }
}
