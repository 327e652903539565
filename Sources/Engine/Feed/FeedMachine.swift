package import EngineWire

/// The life of the feed as a pure machine: events with their time in, actions out. It connects, subscribes,
/// pings, watches for silence, backs off and comes back; the shell around it only carries out.
///
/// Every connection that it began ends in exactly one `lost` with its cause. Below 30 new connections and
/// 2000 messages a minute by construction (`RateBudget`).
package struct FeedMachine: Sendable {
    enum State: Hashable, Sendable {
        case idle
        case waiting(untilMS: Int64)
        case connecting(sinceMS: Int64)
        case open(FeedSession)
        /// The engine stops: a close frame is out.
        case closing(deadlineMS: Int64)
        case stopped
    }

    var state = State.idle
    package internal(set) var actions: [FeedAction] = []
    /// The number of the latest attempt, from 1.
    package private(set) var connection = 0

    let settings: FeedSettings
    var coins: [String]
    /// The slots that nobody expects to speak: halted or delisted.
    var quiet: Set<Int> = []
    var trial: CoinTrial
    var backoff: Backoff
    var jitter: SplitMix
    private var connections = RateBudget.connections
    private var messages = RateBudget.messages
    private var pongs = RateBudget.pongs

    package init(coins: [String], settings: FeedSettings) {
        self.coins = coins
        self.settings = settings
        trial = CoinTrial(count: coins.count)
        backoff = Backoff(
            firstMS: settings.backoffFirstMS, maxMS: settings.backoffMaxMS, seed: settings.seed)
        jitter = SplitMix(seed: settings.seed ^ 0x7472_6961_6c)
    }

    /// When `tick` should come next; `Int64.max` when it need not.
    package var nextDeadlineMS: Int64 {
        switch state {
        case .idle, .stopped: .max
        case .waiting(let untilMS):
            max(untilMS, connections.nextMS, trial.wantsConnection ? untilMS : trial.nextRetryMS)
        case .connecting(let sinceMS): sinceMS + settings.connectTimeoutMS
        case .open(let session): session.nextCheckMS
        case .closing(let deadlineMS): deadlineMS
        }
    }

    package var isStopped: Bool { state == .stopped }

    package mutating func start(nowMS: Int64) {
        guard state == .idle else { return }
        state = .waiting(untilMS: nowMS)
        tick(nowMS: nowMS)
    }

    /// The WebSocket is open.
    package mutating func opened(nowMS: Int64) {
        guard case .connecting = state else { return }
        report(.connected, "", nowMS)
        state = .open(
            FeedSession(
                connection: connection, coins: coins, quiet: quiet, joined: trial.trusted,
                settings: settings, nowMS: nowMS))
        if !trial.hasTrusted { advanceTrial(nowMS: nowMS) }
        flush(nowMS: nowMS)
    }

    /// The attempt came to nothing.
    package mutating func refused(_ detail: String, nowMS: Int64) {
        guard case .connecting = state else { return }
        lose(.refused, detail, nowMS: nowMS)
    }

    /// A message came. Market data and acknowledgements are the signs of life; what a market says is not this
    /// machine's. A pong is none: a venue that answers pings and sends no market is as good as dead.
    package mutating func received(_ message: VenueMessage, nowMS: Int64) {
        guard case .open(var session) = takeState() else { return }
        switch message {
        case .bbo(let slot, _, _, _): session.data(.bbo, slot: slot, nowMS: nowMS)
        case .context(let slot, _, _, _): session.data(.context, slot: slot, nowMS: nowMS)
        case .subscribed(let channel, let slot): session.acknowledged(channel, slot: slot, nowMS: nowMS)
        case .pong:
            if let roundTripMS = session.pong(nowMS: nowMS) {
                actions.append(.pongMeasured(roundTripMS: roundTripMS))
            }
        case .unsubscribed, .error, .unknown, .malformed: break
        }
        let mayAdvance = session.mayAdvance
        state = .open(session)
        if mayAdvance {
            advance(nowMS: nowMS)
            flush(nowMS: nowMS)
        }
    }

    /// Whether a ping of the protocol may be answered now. One that may not is answered later, or with a later one.
    package mutating func takePong(nowMS: Int64) -> Bool { pongs.take(nowMS: nowMS) }

    /// The socket ended. `code` and `reason` are those of the close frame; without one it is a 1006.
    package mutating func closed(code: Int?, reason: String, nowMS: Int64) {
        switch state {
        case .open(let session):
            let detail = code.map { "\($0) \(reason)" } ?? "1006 without a close frame"
            let suspicion = code == nil ? judgeCut(session, nowMS: nowMS) : ""
            lose(LossCause.ofClose(code: code, reason: reason), detail + suspicion, nowMS: nowMS)
        case .connecting:
            lose(.refused, "closed before it was open", nowMS: nowMS)
        case .closing:
            finish(nowMS: nowMS)
        case .idle, .waiting, .stopped:
            break
        }
    }

    /// The socket is of no use: what came was no WebSocket, or our side broke.
    package mutating func failed(_ detail: String, nowMS: Int64) {
        switch state {
        case .open:
            actions.append(.abandon)
            lose(.error, detail, nowMS: nowMS)
        case .connecting:
            actions.append(.abandon)
            lose(.refused, detail, nowMS: nowMS)
        case .closing:
            actions.append(.abandon)
            finish(nowMS: nowMS)
        case .idle, .waiting, .stopped:
            break
        }
    }

    /// Time passed. Harmless when it comes too early.
    package mutating func tick(nowMS: Int64) {
        switch state {
        case .idle, .stopped:
            break
        case .waiting(let untilMS):
            if !trial.wantsConnection { trial.takeDueRetry(nowMS: nowMS) }
            guard trial.wantsConnection, nowMS >= untilMS, connections.take(nowMS: nowMS) else { return }
            connection += 1
            state = .connecting(sinceMS: nowMS)
            actions.append(.connect(connection: connection))
        case .connecting(let sinceMS):
            guard nowMS - sinceMS >= settings.connectTimeoutMS else { return }
            actions.append(.abandon)
            lose(.refused, "no connection within \(nowMS - sinceMS) ms", nowMS: nowMS)
        case .open(let session):
            if nowMS >= session.nextCheckMS { check(nowMS: nowMS) }
        case .closing(let deadlineMS):
            guard nowMS >= deadlineMS else { return }
            actions.append(.abandon)
            finish(nowMS: nowMS)
        }
    }

    /// Ends in order: a close frame, the other side's answer or a deadline, then `stopped`.
    package mutating func stop(nowMS: Int64) {
        switch state {
        case .idle, .waiting:
            state = .stopped
            actions.append(.stopped)
        case .connecting:
            actions.append(.abandon)
            finish(nowMS: nowMS)
        case .open:
            actions.append(.sendClose)
            state = .closing(deadlineMS: nowMS + settings.closeTimeoutMS)
        case .closing, .stopped:
            break
        }
    }

    /// Takes what is to be done, in order.
    package mutating func drainActions() -> [FeedAction] {
        defer { actions.removeAll(keepingCapacity: true) }
        return actions
    }

    private mutating func check(nowMS: Int64) {
        guard case .open(var session) = takeState() else { return }
        let trouble = session.check(nowMS: nowMS) { actions.append(.note($0)) }
        state = .open(session)
        if let trouble {
            actions.append(.abandon)
            lose(.stalled, trouble, nowMS: nowMS)
        } else {
            advance(nowMS: nowMS)
            flush(nowMS: nowMS)
        }
    }

    mutating func flush(nowMS: Int64) {
        guard case .open(var session) = takeState() else { return }
        session.takeOutbox(&messages, nowMS: nowMS) { actions.append(.send($0)) }
        state = .open(session)
    }

    private mutating func advance(nowMS: Int64) {
        guard case .open(var session) = takeState() else { return }
        let reached = session.advance(nowMS: nowMS)
        state = .open(session)
        for (kind, detail) in reached {
            if kind == .ready { backoff.reset() }
            report(kind, detail, nowMS)
        }
        advanceTrial(nowMS: nowMS)
    }

    private mutating func lose(_ cause: LossCause, _ detail: String, nowMS: Int64) {
        report(.lost(cause), detail, nowMS)
        state = .waiting(untilMS: nowMS + backoff.nextDelayMS())
    }

    private mutating func finish(nowMS: Int64) {
        report(.lost(.shutdown), "", nowMS)
        state = .stopped
        actions.append(.stopped)
    }

    private mutating func report(_ kind: ConnectionEvent.Kind, _ detail: String, _ nowMS: Int64) {
        actions.append(
            .report(ConnectionEvent(kind: kind, connection: connection, detail: detail, atMS: nowMS)))
    }

    /// Moves the session out, so that changing it does not copy its arrays. Other states stay.
    @inline(__always)
    mutating func takeState() -> State {
        guard case .open = state else { return state }
        let taken = state
        state = .idle
        return taken
    }
}
