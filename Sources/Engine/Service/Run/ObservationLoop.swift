import CClockPage
import EngineCore
import EngineFeed
import EngineStore
import EngineWire
import Logging
import NIOCore
import Synchronization

/// Drives an `ObservationCore` from the feed and the clock, and shows how it is. Everything happens on one event
/// loop; nothing on it waits for a disk.
final class ObservationLoop: FeedDelegate, @unchecked Sendable {
    /// The timer looks again at least this often, so that a follow-up a second away is never missed.
    private static let tickVirtualMS: Int64 = 1_000
    private static let tickNs: ClosedRange<Int64> = 1_000_000...50_000_000
    /// How often what is counted is shown to whoever looks from outside, in real time.
    private static let showEveryNs: Int64 = 100_000_000

    let eventLoop: any EventLoop
    private let clock: RunClock
    private let configuration: EngineConfiguration
    private let store: Store
    private let log: Logger
    private let sink: LogSink
    private let shared = Mutex(ObservationStatus())

    private let core: ObservationCore
    private let recorder: Recorder?
    private var feed: VenueFeed?
    private var universe: UniverseWatch?
    private var pollProblem = ""
    /// The coins that the feed leaves out, by slot.
    private var leftOut: [Int: String] = [:]
    private var timer: Scheduled<Void>?
    private var wallWatch = WallWatch()
    private var shownNs: Int64 = 0

    init(
        _ configuration: EngineConfiguration, _ clock: RunClock, store: Store, log: Logger, sink: LogSink,
        eventLoop: any EventLoop, recorder: Recorder?, nowMS: Int64
    ) {
        self.configuration = configuration
        self.clock = clock
        self.store = store
        self.log = log
        self.sink = sink
        self.eventLoop = eventLoop
        self.recorder = recorder
        core = ObservationCore(configuration.detector, store: store, nowMS: nowMS, recorder: recorder)
        shared.withLock {
            $0.nowMS = nowMS
            $0.notReadySinceMS = nowMS
            $0.lastFrameMS = nowMS
        }
        core.minuteFacts = { [unowned self] endMS in
            MinuteFacts(self.feed?.takeTally(endMS: endMS) ?? FeedTally(), self.sink.takeCounts())
        }
    }

    var status: ObservationStatus {
        var status = shared.withLock { $0 }
        status.nowMS = clock.engine.nowMS
        status.recording = recorder?.status
        return status
    }

    /// Begins to keep minutes, also before anything is known of the venue.
    func start() {
        eventLoop.execute { self.tick() }
    }

    func noteProblem(_ text: String) { shared.withLock { $0.lastProblem = text } }

    /// From here on these markets are watched.
    func watch(_ tables: VenueTables, _ watched: [Market], after previous: PreviousRun) throws(TrustError) {
        let feed = try VenueFeed(
            address: configuration.webSocket, markets: watched, settings: configuration.feed,
            clock: clock.engine, eventLoop: eventLoop, delegate: self, tap: recorder)
        let beginning = Beginning(tables, watched, after: previous)
        let universe = UniverseWatch(tables, watched: watched, coins: configuration.coins)
        eventLoop.execute {
            self.universe = universe
            self.begin(beginning, feed)
        }
    }

    /// The venue's tables were asked for again.
    func learn(_ answer: Result<VenueTables, any Error>) {
        eventLoop.execute { self.heed(answer) }
    }

    /// Ends the feed, hands out what was seen of the last minute, and gives the time of the end.
    func stop() async throws -> Int64 {
        shared.withLock { $0.state = .stopping }
        let ended = eventLoop.flatSubmit { () -> EventLoopFuture<Void> in
            self.feed?.stop() ?? self.eventLoop.makeSucceededVoidFuture()
        }
        try await ended.get()
        return try await eventLoop.submit {
            self.timer?.cancel()
            self.timer = nil
            return self.core.stop(nowMS: self.nowMS)
        }.get()
    }

    // MARK: What the feed tells

    func feedReadBegan(arrivedNs: UInt64) { core.readBegan(arrivedNs: Int64(clamping: arrivedNs)) }

    func feedReceived(_ message: VenueMessage, nowMS: Int64) { core.received(message, nowMS: nowMS) }

    func feedReadEnded(nowMS: Int64) { core.readEnded() }

    func feedConnectionChanged(_ event: ConnectionEvent) {
        core.connectionChanged(event)
        note(event, event.atMS + core.shiftMS)
    }

    func feedNoted(_ note: FeedNote, nowMS: Int64) {
        log.warning("feed: \(note.description)")
        switch note {
        case .excluded(let slot, let coin, _): noteLeftOut(slot, coin, nowMS)
        case .reinstated(let slot, _): noteLeftOut(slot, nil, nowMS)
        default: break
        }
    }

    private func noteLeftOut(_ slot: Int, _ coin: String?, _ nowMS: Int64) {
        let isNews = (leftOut[slot] == nil) != (coin == nil)
        leftOut[slot] = coin
        if isNews { core.market(slot: slot, isLeftOut: coin != nil, nowMS: nowMS) }
        shared.withLock { $0.excluded = leftOut.values.sorted() }
    }

    // MARK: What the venue's tables tell

    private func heed(_ answer: Result<VenueTables, any Error>) {
        do {
            let tables = try answer.get()
            guard let update = try universe?.learn(tables) else { return }
            notePoll("")
            apply(update)
        } catch {
            notePoll("\(error)")
        }
    }

    /// One line when it begins to go wrong, one when it goes well again; all polls are counted.
    private func notePoll(_ problem: String) {
        shared.withLock {
            $0.polls += 1
            if !problem.isEmpty { $0.pollsFailed += 1 }
            $0.pollProblem = problem
        }
        switch (pollProblem.isEmpty, problem.isEmpty) {
        case (true, false): log.error("the venue's tables are kept as they were: \(problem)")
        case (false, true): log.info("the venue's tables are known again")
        default: break
        }
        pollProblem = problem
    }

    private func apply(_ update: UniverseUpdate) {
        core.update(update, nowMS: nowMS)
        for (what, markets) in [
            ("listed", update.listed), ("delisted", update.delisted), ("renamed", update.renamed),
        ] where !markets.isEmpty {
            log.info("universe: \(what) \(markets.map { "\($0.coin) (\($0.key))" }.joined(separator: ", "))")
        }
        for market in update.added { feed?.add(market) }
        for changed in update.changed {
            if changed.wasRenamed { feed?.rename(slot: changed.slot, to: changed.market) }
            feed?.expect(slot: changed.slot, speaks: !changed.market.isDelisted)
        }
        for slot in update.differing { feed?.reconsider(slot: slot) }
        shared.withLock { $0.markets = core.observatory.markets.count }
    }

    private func note(_ event: ConnectionEvent, _ atMS: Int64) {
        let detail = event.detail.isEmpty ? "" : ": \(event.detail)"
        shared.withLock { status in
            status.connection = event.connection
            switch event.kind {
            case .connected: status.isConnected = true
            case .ready:
                status.isReady = true
                status.lastProblem = ""
            case .lost(let cause):
                if status.isReady { status.notReadySinceMS = atMS }
                status.isReady = false
                status.isConnected = false
                if cause != .shutdown { status.reconnects += 1 }
                status.lastProblem = cause.name + detail
            case .subscribed: break
            }
        }
        if let cause = event.cause, cause != .shutdown {
            log.warning("connection \(event.connection) lost (\(cause.name))\(detail)")
        } else {
            log.info("connection \(event.connection) \(event.kind.name)\(detail)")
        }
    }

    // MARK: Time

    private var nowMS: Int64 { clock.engine.nowMS }

    private func begin(_ beginning: Beginning, _ feed: VenueFeed) {
        core.begin(beginning, nowMS: nowMS)
        shared.withLock {
            $0.state = .observing
            $0.markets = beginning.watched.count
        }
        self.feed = feed
        feed.start()
    }

    private func tick() {
        let nowMS = nowMS
        core.tick(nowMS: nowMS)
        checkWall()
        show()
        let wanted = clock.engine.realNanoseconds(
            forVirtualMS: min(Self.tickVirtualMS, max(0, core.nextDeadlineMS - nowMS)))
        let delay = min(max(wanted, Self.tickNs.lowerBound), Self.tickNs.upperBound)
        timer = eventLoop.scheduleTask(in: .nanoseconds(delay)) { self.tick() }
    }

    private func show() {
        let now = clock_real_ns()
        guard now - shownNs >= Self.showEveryNs else { return }
        shownNs = now
        let (totals, counts, lastFrameMS) = (core.totals, feed?.counts, feed?.lastFrameMS)
        shared.withLock {
            $0.totals = totals
            if let counts { $0.feed = counts }
            if let lastFrameMS { $0.lastFrameMS = lastFrameMS }
        }
    }

    /// Asks now and then whether the wall clock was set.
    private func checkWall() {
        let beforeMS = nowMS
        guard wallWatch.isDue(nowMS: beforeMS) else { return }
        let wallMS = clock.wall.wallMS
        let afterMS = nowMS
        let to = wallWatch.step(
            beforeMS: beforeMS, wallMS: wallMS, afterMS: afterMS, shiftMS: core.shiftMS)
        guard let to else { return }
        let from = core.wallStepped(to: to, nowMS: afterMS)
        log.warning("the wall clock was set from \(TimeText.of(from)) to \(TimeText.of(to))")
    }
}
