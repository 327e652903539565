/// Which signals a correct engine must find in what was sent to it, and which it could not see.
///
/// Feed it everything in the order in which it happens: the connection of the engine under test, its
/// subscriptions, each frame sent on it, and the updates of a market that were not sent because it is not
/// subscribed. Then take the signals with `takeSettled` until it returns nil. It has no clock: `atMs` is
/// virtual time, `realNs` any steady real clock. Knows one connection at a time: the engine's.
package struct TruthMachine {
    private struct Watch {
        var engine: TruthDetector
        var away: TruthDetector
        var knowledge: VenueKnowledge
        var hasBbo = false
        var hasCtx = false
        var isSubscribed: Bool { hasBbo && hasCtx }
    }

    private let policy: TruthPolicy
    private let tolerances: TruthTolerances
    private let emptyEngine: TruthDetector
    private let emptyAway: TruthDetector
    private var watches: [Watch]
    private var held: HeldSignals
    private var connection: Int?
    package private(set) var counts = TruthCounts()

    package init(markets: Int, policy: TruthPolicy, tolerances: TruthTolerances) {
        self.policy = policy
        self.tolerances = tolerances
        emptyEngine = TruthDetector(
            limits: GateLimits(
                policy, ageToleranceMs: tolerances.ageMs, ratioPercent: tolerances.ratioPercent),
            costHundredths: policy.costHundredths)
        emptyAway = TruthDetector(
            limits: GateLimits(policy, ageToleranceMs: 0, ratioPercent: 0),
            costHundredths: policy.costHundredths)
        let nothing = VenueKnowledge(answerMs: tolerances.answerMs)
        watches = [Watch](
            repeating: Watch(engine: emptyEngine, away: emptyAway, knowledge: nothing), count: markets)
        held = HeldSignals(holdNs: tolerances.inFlightNs)
    }

    /// The engine's connection is up; nothing is subscribed on it. One that was up before has vanished.
    package mutating func connected(_ number: Int, realNs: Int64) {
        if connection != nil { lost(.client, realNs: realNs) }
        connection = number
        for market in watches.indices { watches[market].knowledge.connected() }
    }

    /// An answer of `meta` goes to the engine: the terms of each market, by position. While no connection is up,
    /// who asks may be a new process that knows nothing yet.
    package mutating func answered(_ terms: [TruthTerms], atMs: Int64) {
        for (market, terms) in zip(watches.indices, terms) {
            watches[market].knowledge.told(terms, atMs: atMs, isConnected: connection != nil)
        }
    }

    /// An answer of `perpDexs` goes to the engine: the cap on open interest of each market; nil: none.
    package mutating func answered(capsDollars: [Int64?], atMs: Int64) {
        for (market, cap) in zip(watches.indices, capsDollars) {
            watches[market].knowledge.told(capDollars: cap, atMs: atMs, isConnected: connection != nil)
        }
    }

    /// Call it before the first frame of the subscription.
    package mutating func subscribed(_ channel: TruthChannel, market: Int) {
        setSubscription(channel, market: market, to: true)
    }

    /// Nothing of that channel is sent any more. What was sent before stays known: only a lost connection
    /// clears a market, so an engine that renews a mute subscription goes on with the book that it has.
    package mutating func unsubscribed(_ channel: TruthChannel, market: Int) {
        setSubscription(channel, market: market, to: false)
    }

    /// Clears all books; what the venue's tables said stays known. Signals of the last moments count as in flight unless the exchange closed in order.
    package mutating func lost(_ end: ConnectionEnd, realNs: Int64) {
        guard let connection else { return }
        if end.mayLoseWhatWasSent {
            held.settleLosing(connection: connection, nowNs: realNs)
        } else {
            held.settleAll()
        }
        self.connection = nil
        for market in watches.indices {
            watches[market] = Watch(
                engine: emptyEngine, away: emptyAway, knowledge: watches[market].knowledge)
        }
    }

    /// A frame went out on the engine's connection.
    package mutating func sent(_ update: TruthUpdate, market: Int, atMs: Int64, realNs: Int64) {
        held.settle(nowNs: realNs)
        if !watches[market].isSubscribed { takeAway(update, market: market, atMs: atMs, realNs: realNs) }
        guard let connection else { return }
        watches[market].knowledge.settle(atMs: atMs)
        let found = watches[market].engine.take(update, atMs: atMs, watches[market].knowledge)
        for side in TruthSide.allCases {
            switch side == .buy ? found.buy : found.sell {
            case .nothing: break
            case .blocked(let gate): counts.countBlocked(by: gate)
            case .signal(let key, let distance, let certain):
                let signal = signal(
                    key, distance, side: side, market: market, atMs: atMs,
                    classed: certain ? .must : .ambiguous, connection: connection)
                held.add(signal, atNs: realNs)
            }
        }
    }

    /// An update of the market that was not sent to the engine, because it was not subscribed to it.
    package mutating func streamed(_ update: TruthUpdate, market: Int, atMs: Int64, realNs: Int64) {
        held.settle(nowNs: realNs)
        if !watches[market].isSubscribed { takeAway(update, market: market, atMs: atMs, realNs: realNs) }
    }

    /// Real time has passed without an event.
    package mutating func settle(realNs: Int64) { held.settle(nowNs: realNs) }

    /// The run is over and the engine had time to read everything.
    package mutating func finish() { held.settleAll() }

    /// The next signal whose class is final, counted as it is handed out; nil when there is none now.
    package mutating func takeSettled() -> TruthSignal? {
        guard let signal = held.takeNext() else { return nil }
        counts.count(signal.classed)
        return signal
    }

    private mutating func setSubscription(_ channel: TruthChannel, market: Int, to flag: Bool) {
        switch channel {
        case .bbo: watches[market].hasBbo = flag
        case .ctx: watches[market].hasCtx = flag
        }
        watches[market].away = emptyAway
    }

    private mutating func takeAway(_ update: TruthUpdate, market: Int, atMs: Int64, realNs: Int64) {
        let found = watches[market].away.take(update, atMs: atMs, .nothing)
        for side in TruthSide.allCases {
            let finding = side == .buy ? found.buy : found.sell
            guard case .signal(let key, let distance, _) = finding else { continue }
            let signal = signal(
                key, distance, side: side, market: market, atMs: atMs, classed: .away, connection: 0)
            held.add(signal, atNs: realNs)
        }
    }

    private func signal(
        _ key: EmittedKey, _ distanceE8: Int64, side: TruthSide, market: Int, atMs: Int64,
        classed: TruthClass, connection: Int
    ) -> TruthSignal {
        TruthSignal(
            sentMs: atMs, market: market, side: side, classed: classed, connection: connection,
            bestPxE8: key.bestPxE8, bestSizeE8: key.bestSizeE8, oraclePxE8: key.oraclePxE8,
            rawEdgeHundredths: TruthEdge.hundredths(distanceE8: distanceE8, oraclePxE8: key.oraclePxE8))
    }
}
