/// `sig_<market>_<side>_<timestamp_ms>_<n>`: (timestamp, n) rises per market and side.
package struct SignalID: Hashable, Sendable, CustomStringConvertible {
    package let market: MarketKey
    package let side: Side
    package let timestampMS: Int64
    package let number: Int64

    package init(market: MarketKey, side: Side, timestampMS: Int64, number: Int64) {
        self.market = market
        self.side = side
        self.timestampMS = timestampMS
        self.number = number
    }

    /// True when this one comes later in its market and side than `other`.
    package func isAfter(_ other: SignalID) -> Bool {
        (timestampMS, number) > (other.timestampMS, other.number)
    }

    package var description: String { "sig_\(market)_\(side.rawValue)_\(timestampMS)_\(number)" }
}

/// One line of a signals file.
package struct SignalRecord: Equatable, Sendable {
    /// When the engine received the frame that made the cross.
    package var timestampMS: Int64
    package var market: MarketKey
    package var side: Side
    package var rawEdge: BasisPoints
    package var netEdge: BasisPoints
    package var oracle: Amount
    /// The ask (buy) or bid (sell) that crossed, and its size (not in files before 2026-01-21).
    package var best: Amount
    package var bestSize: Amount?
    package var suggestedSize: Amount
    package var id: SignalID

    package init(
        timestampMS: Int64, market: MarketKey, side: Side, rawEdge: BasisPoints, netEdge: BasisPoints,
        oracle: Amount,
        best: Amount, bestSize: Amount?, suggestedSize: Amount, id: SignalID
    ) {
        self.timestampMS = timestampMS
        self.market = market
        self.side = side
        self.rawEdge = rawEdge
        self.netEdge = netEdge
        self.oracle = oracle
        self.best = best
        self.bestSize = bestSize
        self.suggestedSize = suggestedSize
        self.id = id
    }
}

/// One line of a follow-ups file: the market 1, 3 or 5 s after a signal.
package struct FollowupRecord: Equatable, Sendable {
    package var id: SignalID
    package var market: MarketKey
    package var side: Side
    package var signalTimestampMS: Int64
    package var offsetMS: Int64
    package var capturedAtMS: Int64
    package var thenOracle: Amount
    package var thenBest: Amount
    package var thenRawEdge: BasisPoints
    package var oracle: Amount
    package var best: Amount
    package var bestSize: Amount
    package var rawEdge: BasisPoints
    package var edgeChange: BasisPoints
    package var oracleMoved: BasisPoints
    package var marketMoved: BasisPoints
}
