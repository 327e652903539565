/// The venue's own time went back within this connection: what came since may be older than what came before,
/// and nothing tells where it ends. So it blocks until the next reconnect.
struct TimeRegressionGate: Gate {
    static let name = GateName.timeRegression

    @inline(__always)
    func blocks(_ market: MarketState, nowMS: Int64) -> Bool { market.blockTime.hasRegressed }
}

/// The venue's block times of one market on one connection. An equal time is no regression: several changes
/// can stand in one block.
package struct BlockTime: Hashable, Sendable {
    package private(set) var latestMS: Int64?
    /// The first time that was below an earlier one.
    package private(set) var regressedToMS: Int64?

    package init() {}

    package var hasRegressed: Bool { regressedToMS != nil }

    @inline(__always)
    mutating func note(_ timeMS: Int64) {
        guard let latestMS, timeMS < latestMS else {
            latestMS = timeMS
            return
        }
        if regressedToMS == nil { regressedToMS = timeMS }
    }
}
