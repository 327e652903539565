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
    private let parts = Mutex<(store: Store?, loop: ObservationLoop?)>((nil, nil))
    private let startedMS: Int64

    /// How long to wait, in the engine's time, before the venue is asked for its markets again.
    private static let universeRetryMS: Int64 = 15_000

    init(
        _ configuration: EngineConfiguration, _ clock: RunClock, runID: String, log: Logger, sink: LogSink,
        fileSystem: any FileSystem, group: any EventLoopGroup, opsPort: AsyncStream<Int>
    ) {
        self.configuration = configuration
        self.clock = clock
        self.runID = runID
        self.log = log
        self.sink = sink
        self.fileSystem = fileSystem
        self.group = group
        self.opsPort = opsPort
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
        return vitals
    }

    func run() async throws {
        // Nothing is written before it is sure that nobody else has the port.
        var ports = opsPort.makeAsyncIterator()
        guard let port = await ports.next() else { return }
        let store = try await openStore()
        let loop = ObservationLoop(
            configuration, clock, store: store, log: log, sink: sink, eventLoop: group.next())
        parts.withLock { $0 = (store, loop) }
        loop.start()
        log.info(
            "run \(runID) began, version \(EngineVersion.text), data in \(configuration.store.dataDirectory)")
        Console.say(
            "ready ops=\(configuration.ops.host):\(port) run_id=\(runID) data_dir=\(configuration.store.dataDirectory)"
        )
        let outcome = await Self.caught { try await self.observe(loop, store) }
        let endMS = try await loop.stop()
        let isWhole = await onOwnThread("store-stop") { store.stop(atMs: endMS) }
        log.info("run \(runID) ended, \(store.status.signals) signals")
        try outcome.get()
        guard isWhole else {
            throw RunFailure(.failed, "not everything could be kept: neither data_dir nor spool_dir took it")
        }
    }

    private func openStore() async throws -> Store {
        let start = LedgerEntry(
            "start", atMs: clock.engine.nowMS,
            members: LedgerMembers.start(configuration, clock, runID: runID))
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
        } catch {
            switch error {
            case .noDirectory: throw RunFailure(.usage, error.description)
            case .held: throw RunFailure(.held, error.description)
            case .unreadable, .nowhereToWrite: throw RunFailure(.failed, error.description)
            }
        }
    }

    /// Watches until somebody asks for the end.
    private func observe(_ loop: ObservationLoop, _ store: Store) async throws {
        let (directory, endMS, disk) = (
            configuration.store.dataDirectory, store.previousEndMs, fileSystem
        )
        let previous = await onOwnThread("store-look") {
            PreviousRun.read(disk, in: directory, endMS: endMS)
        }
        let venue = try InfoClient(
            address: configuration.info, caFile: configuration.feed.caFile, seed: configuration.feed.seed,
            clock: clock.engine, group: group)
        let found = await Self.caught {
            try await cancelWhenGracefulShutdown { try await self.askForMarkets(venue, loop) }
        }
        try await venue.shutdown()
        guard let markets = try found.get() else { return }
        for warning in markets.warnings { log.warning("\(warning)") }
        try loop.watch(markets.universe, markets.watched, after: previous)
        try? await gracefulShutdown()
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
