/// What the synthetic exchange says of itself: what it sent, and which signals a correct engine finds in it.
package struct Truth: Sendable {
    package var signals: [TruthSignal]
    package var connections: [TruthConnection]
    package var minutes: [TruthMinute]
    /// Nil: the exchange did not come to its end, so the truth is not whole.
    package var summary: TruthSummary?
    package var damages: [Damage]
    package var damageCount: Int64

    package init(
        signals: [TruthSignal] = [], connections: [TruthConnection] = [], minutes: [TruthMinute] = [],
        summary: TruthSummary? = nil, damages: [Damage] = [], damageCount: Int64? = nil
    ) {
        self.signals = signals
        self.connections = connections
        self.minutes = minutes
        self.summary = summary
        self.damages = damages
        self.damageCount = damageCount ?? Int64(damages.count)
    }
}

package struct TruthSignal: Hashable, Sendable {
    package enum Class: String, Hashable, CaseIterable, Sendable {
        /// A correct engine records it.
        case must
        /// Depends on the tolerances of the gates.
        case ambiguous
        /// Sent in the last 50 ms before the client vanished.
        case inFlight = "in-flight"
        /// The market had it while no connection was up or subscribed.
        case away
    }

    package var sentMS: Int64
    package var key: MarketSide
    package var kind: Class
    /// 0 when away.
    package var connection: Int64
    package var best: Amount
    package var bestSize: Amount
    package var oracle: Amount
    package var rawEdge: BasisPoints

    package init(
        sentMS: Int64, key: MarketSide, kind: Class, connection: Int64, best: Amount, bestSize: Amount,
        oracle: Amount, rawEdge: BasisPoints
    ) {
        self.sentMS = sentMS
        self.key = key
        self.kind = kind
        self.connection = connection
        self.best = best
        self.bestSize = bestSize
        self.oracle = oracle
        self.rawEdge = rawEdge
    }
}

package struct TruthConnection: Hashable, Sendable {
    package var connection: Int64
    package var isUp: Bool
    package var atMS: Int64
    /// expired, client or lost; nil when up.
    package var cause: String?

    package init(connection: Int64, isUp: Bool, atMS: Int64, cause: String?) {
        self.connection = connection
        self.isUp = isUp
        self.atMS = atMS
        self.cause = cause
    }
}

/// Frames sent to the engine in a minute.
package struct TruthMinute: Hashable, Sendable {
    package var minuteMS: Int64
    package var connectedMS: Int64
    package var markets: [TruthMarketMinute]

    package init(minuteMS: Int64, connectedMS: Int64, markets: [TruthMarketMinute]) {
        self.minuteMS = minuteMS
        self.connectedMS = connectedMS
        self.markets = markets
    }
}

package struct TruthMarketMinute: Hashable, Sendable {
    package var market: MarketKey
    package var bbo: Int64
    package var ctx: Int64

    package init(market: MarketKey, bbo: Int64, ctx: Int64) {
        self.market = market
        self.bbo = bbo
        self.ctx = ctx
    }
}

package struct TruthSummary: Hashable, Sendable {
    /// As written.
    package var seed: String
    package var window: TimeWindow
    package var rate: Amount
    package var framesSent: Int64
    package var bytesSent: Int64
    /// How long virtual time was held for a slow machine.
    package var heldMS: Int64
    package var must: Int64
    package var ambiguous: Int64
    package var away: Int64
    package var inFlight: Int64
    package var blocked: [NamedCount]
    package var markets: Int64
    package var isComplete: Bool

    package init(
        seed: String, window: TimeWindow, rate: Amount, framesSent: Int64, bytesSent: Int64 = 0,
        heldMS: Int64 = 0,
        must: Int64, ambiguous: Int64, away: Int64, inFlight: Int64, blocked: [NamedCount] = [],
        markets: Int64,
        isComplete: Bool
    ) {
        self.seed = seed
        self.window = window
        self.rate = rate
        self.framesSent = framesSent
        self.bytesSent = bytesSent
        self.heldMS = heldMS
        self.must = must
        self.ambiguous = ambiguous
        self.away = away
        self.inFlight = inFlight
        self.blocked = blocked
        self.markets = markets
        self.isComplete = isComplete
    }
}
