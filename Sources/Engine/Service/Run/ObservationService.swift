import CAllocator
import EngineCore
import EngineFeed
import EngineStore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// One run, from the open store to the `stop` line.
final class ObservationService: Service {
    private let configuration: EngineConfiguration
    private let clock: RunClock
    private let runID: String
    private let log: Logger
    private let sink: LogSink
    private let fileSystem: any FileSystem
    private let group: any EventLoopGroup
    /// Tells the port once the ops server takes requests.
    private let opsPort: AsyncStream<Int>
    /// Where to record what is observed; nil not to.
    private let recording: String?
    private let parts = Mutex<(store: Store?, loop: ObservationLoop?)>((nil, nil))
    private let startedMS: Int64

    /// How long to wait, in the engine's time, before the venue is asked for its markets again.
    private static let universeRetryMS: Int64 = 15_000

    init(
        _ configuration: EngineConfiguration, _ clock: RunClock, runID: String, log: Logger, sink: LogSink,
        fileSystem: any FileSystem, group: any EventLoopGroup, opsPort: AsyncStream<Int>,
        recording: String?
    ) {
        self.configuration = configuration
        self.clock = clock
        self.runID = runID
        self.log = log
        self.sink = sink
        self.fileSystem = fileSystem
        self.group = group
        self.opsPort = opsPort
        self.recording = recording
        startedMS = clock.engine.nowMS
    }

    var vitals: Vitals {
        let (store, loop) = parts.withLock { $0 }
        var vitals = Vitals()
        vitals.runID = runID
        vitals.startedMS = startedMS
        vitals.host = configuration.webSocket.host
        vitals.port = configuration.webSocket.port
        if let loop { vitals.observation = loop.status }
        vitals.storage = store?.status
        vitals.log = sink.totals
        return vitals
    }

    func run() async throws {
        // Nothing is written before it is sure that nobody else has the port.
        var ports = opsPort.makeAsyncIterator()
        guard let port = await ports.next() else { return }
        let startMS = clock.engine.nowMS
        let output = try await openRecording()
        let store: Store
        do {
            store = try await openStore(startMS)
        } catch {
            if let output { await onOwnThread("record-drop") { output.discard() } }
            throw error
        }
        let openedMS = clock.engine.nowMS
        let recorder = output.map { Recorder($0, log: log) }
        recorder?.opening(recordedRun(startMS: startMS, openedMS: openedMS))
        let loop = ObservationLoop(
            configuration, clock, store: store, log: log, sink: sink, eventLoop: group.next(),
            recorder: recorder, nowMS: openedMS)
        parts.withLock { $0 = (store, loop) }
        loop.start()
        log.info(
            "run \(runID) began, version \(EngineVersion.text), data in \(configuration.store.dataDirectory)")
        Console.say(
            "ready ops=\(configuration.ops.host):\(port) run_id=\(runID) data_dir=\(configuration.store.dataDirectory)"
        )
        let outcome = await Self.caught { try await self.observe(loop, store) }
        let endMS = try await loop.stop()
        if let recorder { await onOwnThread("record-stop") { recorder.close() } }
        let isWhole = await onOwnThread("store-stop") { store.stop(atMs: endMS) }
        log.info("run \(runID) ended, \(store.status.signals) signals")
        try outcome.get()
        guard isWhole else {
            throw RunFailure(.failed, "not everything could be kept: neither data_dir nor spool_dir took it")
        }
    }

    private func openRecording() async throws -> RecordingOutput? {
        guard let recording else { return nil }
        let disk = fileSystem
        let opened = await onOwnThread("record-open") { () -> Result<RecordingOutput, FileError> in
            do throws(FileError) {
                return .success(try RecordingOutput(recording, on: disk))
            } catch {
                return .failure(error)
            }
        }
        do throws(FileError) {
            let output = try opened.get()
            log.info("recording to \(output.path)")
            return output
        } catch {
            throw RunFailure(
                .usage, "--record \(recording): \(error); name a file in a folder that this user may write to"
            )
        }
    }

    private func recordedRun(startMS: Int64, openedMS: Int64) -> RecordedRun {
        RecordedRun(
            runID: runID, version: EngineVersion.text, clock: clock.facts, startMS: startMS,
            openedMS: openedMS,
            configuration: configuration.text, configurationFile: configuration.file,
            webSocketURL: configuration.overrides.webSocketURL,
            dataDirectory: configuration.overrides.dataDirectory)
    }

    private func openStore(_ startMS: Int64) async throws -> Store {
        let start = LedgerEntry(
            "start", atMs: startMS,
            members: LedgerMembers.start(configuration, clock.facts, runID: runID))
        let (settings, observer, disk) = (configuration.store, StoreLog(log), fileSystem)
        let opened = await onOwnThread("store-open") { () -> Result<Store, StoreOpenError> in
            do throws(StoreOpenError) {
                return .success(try Store(settings, on: disk, start: start, observer: observer))
            } catch {
                return .failure(error)
            }
        }
        do throws(StoreOpenError) {
            return try opened.get()
        } catch { throw RunFailure(error) }
    }

    /// Watches until somebody asks for the end.
    private func observe(_ loop: ObservationLoop, _ store: Store) async throws {
        let (directory, runs, disk) = (
            configuration.store.dataDirectory, store.previousRuns, fileSystem
        )
        let previous = await onOwnThread("store-look") {
            PreviousRun.read(disk, in: directory, runs: runs)
        }
        let venue = try InfoClient(
            address: configuration.info, caFile: configuration.feed.caFile, seed: configuration.feed.seed,
            clock: clock.engine, group: group)
        let watched = await Self.caught {
            try await cancelWhenGracefulShutdown { try await self.watch(loop, venue, previous) }
        }
        try await venue.shutdown()
        try watched.get()
        try? await gracefulShutdown()
    }

    /// Asks for the markets, begins to watch them and goes on to ask whether they changed.
    private func watch(_ loop: ObservationLoop, _ venue: InfoClient, _ previous: PreviousRun) async throws {
        guard let markets = try await askForMarkets(venue, loop) else { return }
        for warning in markets.warnings { log.warning("\(warning)") }
        try loop.watch(markets.tables, markets.watched, after: previous)
        // The start is over: what it read, parsed and ran through is not needed again.
        await onOwnThread("give-back") {
            callocator_give_back()
            callocator_give_back_code()
        }
        guard configuration.feed.metaPollMS > 0 else { return }
        await UniversePoll(
            dex: configuration.dex, intervalMS: configuration.feed.metaPollMS, clock: clock.engine,
            venue: venue
        ) { loop.learn($0) }.run()
    }

    /// Nil when the end was asked for before the venue answered. A venue that does not answer is asked for ever,
    /// and told once.
    private func askForMarkets(_ venue: InfoClient, _ loop: ObservationLoop) async throws -> VenueUniverse? {
        var told = ""
        while !Task.isCancelled {
            do {
                return try await VenueUniverse.load(configuration, from: venue)
            } catch let failure as RunFailure {
                throw failure
            } catch {
                if Task.isCancelled { return nil }
                let problem = "\(error)"
                loop.noteProblem(problem)
                if problem != told { log.error("the venue's markets are not known: \(problem)") }
                told = problem
                let wait = clock.engine.realNanoseconds(forVirtualMS: Self.universeRetryMS)
                try? await Task.sleep(nanoseconds: UInt64(max(wait, 1_000_000_000)))
            }
        }
        return nil
    }

    private static func caught<Value>(_ body: () async throws -> Value) async -> Result<Value, any Error> {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}
