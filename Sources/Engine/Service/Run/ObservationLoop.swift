import EngineCore
import EngineFeed
import EngineStore
import EngineWire
import Logging
import NIOCore
import Synchronization

/// From the feed to the store: hands each message to the observatory and each of its actions to the store.
/// Everything happens on one event loop; nothing on it waits for a disk.
final class ObservationLoop: FeedDelegate, @unchecked Sendable {
    /// A wall clock that differs from ours by more than this was set.
    private static let stepMinMS: Int64 = 500
    private static let stepCheckMS: Int64 = 1_000
    /// The timer looks again at least this often, so that a follow-up a second away is never missed.
    private static let tickVirtualMS: Int64 = 1_000
    private static let tickNs: ClosedRange<Int64> = 1_000_000...50_000_000

    let eventLoop: any EventLoop
    private let clock: RunClock
    private let configuration: EngineConfiguration
    private let store: Store
    private let log: Logger
    private let sink: LogSink
    private let shared = Mutex(ObservationStatus())

    private var observatory: Observatory
    private var feed: VenueFeed?
    private var timer: Scheduled<Void>?
    /// Added to the feed's time since the wall clock was set.
    private var shiftMS: Int64 = 0
    private var stepCheckedMS: Int64 = 0
    /// The time of the event whose actions are carried out: that of its `gate` lines.
    private var eventMS: Int64 = 0
    private var line = LineWriter(reserving: 512)

    init(
        _ configuration: EngineConfiguration, _ clock: RunClock, store: Store, log: Logger, sink: LogSink,
        eventLoop: any EventLoop
    ) {
        self.configuration = configuration
        self.clock = clock
        self.store = store
        self.log = log
        self.sink = sink
        self.eventLoop = eventLoop
        let nowMS = clock.engine.nowMS
        observatory = Observatory(markets: [], settings: configuration.detector, nowMS: nowMS)
        shared.withLock {
            $0.nowMS = nowMS
            $0.notReadySinceMS = nowMS
        }
    }

    var status: ObservationStatus {
        var status = shared.withLock { $0 }
        status.nowMS = clock.engine.nowMS
        return status
    }

    /// Begins to keep minutes, also before anything is known of the venue.
    func start() {
        eventLoop.execute { self.tick() }
    }

    func noteProblem(_ text: String) { shared.withLock { $0.lastProblem = text } }

    /// From here on these markets are watched.
    func watch(_ universe: Universe, _ watched: [Market], after previous: PreviousRun) throws(TrustError) {
        let feed = try VenueFeed(
            address: configuration.webSocket, markets: watched, settings: configuration.feed,
            clock: clock.engine,
            eventLoop: eventLoop, delegate: self)
        eventLoop.execute { self.begin(universe, watched, feed, previous) }
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
            let nowMS = self.nowMS
            self.observatory.stop(nowMS: nowMS)
            self.carryOut()
            return nowMS
        }.get()
    }

    // MARK: What the feed tells

    func feedReceived(_ message: VenueMessage, nowMS: Int64) {
        eventMS = nowMS + shiftMS
        switch message {
        case .bbo(let slot, let bid, let ask, _):
            observatory.bbo(slot: slot, bid: bid, ask: ask, nowMS: eventMS)
        case .context(let slot, let oracle, let mark):
            observatory.context(slot: slot, oracle: oracle, mark: mark, nowMS: eventMS)
        default: break
        }
    }

    func feedReadEnded(nowMS: Int64) { carryOut() }

    func feedConnectionChanged(_ event: ConnectionEvent) {
        let atMS = event.atMS + shiftMS
        eventMS = atMS
        if event.cause != nil {
            observatory.connectionLost(nowMS: atMS)
        } else {
            observatory.tick(nowMS: atMS)
        }
        carryOut()
        say("connection", atMS, LedgerMembers.connection(event))
        note(event, atMS)
    }

    func feedNoted(_ note: FeedNote, nowMS: Int64) { log.warning("feed: \(note.description)") }

    private func note(_ event: ConnectionEvent, _ atMS: Int64) {
        let detail = event.detail.isEmpty ? "" : ": \(event.detail)"
        shared.withLock { status in
            status.connection = event.connection
            switch event.kind {
            case .ready:
                status.isReady = true
                status.lastProblem = ""
            case .lost(let cause):
                if status.isReady { status.notReadySinceMS = atMS }
                status.isReady = false
                if cause != .shutdown { status.reconnects += 1 }
                status.lastProblem = cause.name + detail
            case .connected, .subscribed: break
            }
        }
        if let cause = event.cause, cause != .shutdown {
            log.warning("connection \(event.connection) lost (\(cause.name))\(detail)")
        } else {
            log.info("connection \(event.connection) \(event.kind.name)\(detail)")
        }
    }

    // MARK: Time

    private var nowMS: Int64 { clock.engine.nowMS + shiftMS }

    private func begin(_ universe: Universe, _ watched: [Market], _ feed: VenueFeed, _ previous: PreviousRun)
    {
        let nowMS = nowMS
        observatory.stop(nowMS: nowMS)
        carryOut()
        observatory = Observatory(markets: watched, settings: configuration.detector, nowMS: nowMS)
        for (slot, market) in watched.enumerated() {
            for signal in previous.signals where signal.marketKey == market.key {
                observatory.resumeNumbering(slot: slot, after: signal)
            }
            for pending in previous.interrupted where pending.marketKey == market.key {
                observatory.addInterruptedFollowups(slot: slot, count: pending.count)
            }
        }
        say("universe", nowMS, LedgerMembers.universe("snapshot", watched))
        let left = universe.markets.filter { market in !watched.contains { $0.index == market.index } }
        if !left.isEmpty { say("universe", nowMS, LedgerMembers.universe("excluded", left)) }
        var table = LineWriter(reserving: 8_192)
        universe.write(to: &table)
        store.submit(.markets(line: table.bytes, atMs: nowMS))
        shared.withLock {
            $0.state = .observing
            $0.markets = watched.count
        }
        self.feed = feed
        feed.start()
    }

    private func tick() {
        observatory.tick(nowMS: nowMS)
        carryOut()
        checkWall()
        store.submit(.time(nowMS))
        let wanted = clock.engine.realNanoseconds(
            forVirtualMS: min(Self.tickVirtualMS, max(0, observatory.nextDeadlineMS - nowMS)))
        let delay = min(max(wanted, Self.tickNs.lowerBound), Self.tickNs.upperBound)
        timer = eventLoop.scheduleTask(in: .nanoseconds(delay)) { self.tick() }
    }

    /// The wall clock was set: what was seen so far is closed, and time goes on from what it says now.
    private func checkWall() {
        guard let wall = clock.wall else { return }
        let real = clock.engine.nowMS
        guard real - stepCheckedMS >= Self.stepCheckMS else { return }
        stepCheckedMS = real
        let from = nowMS
        let to = wall.wallMS
        guard abs(to - from) >= Self.stepMinMS else { return }
        observatory.stop(nowMS: from)
        carryOut()
        shiftMS += to - from
        say("clock", to, LedgerMembers.clockStep(from: from, to: to))
        log.warning("the wall clock was set from \(TimeText.of(from)) to \(TimeText.of(to))")
        observatory = Observatory(markets: observatory.markets, settings: configuration.detector, nowMS: to)
    }

    // MARK: What the observatory wants

    private func carryOut() {
        guard !observatory.actions.isEmpty else { return }
        let markets = observatory.markets
        observatory.drainActions { action in
            switch action {
            case .signal(_, let signal): keep(signal)
            case .followup(_, let followup):
                line.clear()
                followup.write(to: &line)
                store.submit(.record(Record(.followups, timeMs: followup.capturedAtMS, line: line.bytes)))
            case .gate(let change):
                say("gate", eventMS, LedgerMembers.gate(change, of: markets[change.slot]))
            case .minute(let report): keep(report, markets)
            }
        }
    }

    private func keep(_ signal: Signal) {
        line.clear()
        signal.write(to: &line)
        let edge = EdgeText.of(signal.rawEdgeHundredths)
        let note = "market: \(signal.marketKey), side: \(signal.side.name), edge_bps: \(edge)"
        store.submit(.record(Record(.signals, timeMs: signal.timestampMS, line: line.bytes, note: note)))
    }

    private func keep(_ report: MinuteReport, _ markets: [Market]) {
        let tally = feed?.takeTally(endMS: report.atMS + 1 - shiftMS) ?? FeedTally()
        let members = LedgerMembers.minute(report, markets, feed: tally, log: sink.takeCounts())
        say("minute", report.atMS, members)
    }

    private func say(_ type: String, _ atMS: Int64, _ members: [UInt8]) {
        store.submit(.ledger(LedgerEntry(type, atMs: atMS, members: members)))
    }
}

/// An edge as the log has always shown it: two decimals.
enum EdgeText {
    static func of(_ hundredths: Int64) -> String {
        let cents = hundredths.magnitude % 100
        return "\(hundredths < 0 ? "-" : "")\(hundredths.magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}
