package import DoDFormat

/// When a minute of a market counts as covered. "No signal" is not "no data": it is judged by what arrived.
package struct CoverageRule: Hashable, Sendable {
    package var connectedMSMin: Int64
    package var contextsMin: Int64
    /// Markets that count; nil: all that are listed.
    package var coins: [String]?

    package init(connectedMSMin: Int64, contextsMin: Int64, coins: [String]? = nil) {
        self.connectedMSMin = connectedMSMin
        self.contextsMin = contextsMin
        self.coins = coins
    }

    package func isCovered(_ minute: MinuteTally, _ market: MarketKey) -> Bool {
        minute.connectedMS >= connectedMSMin && (minute.markets[market]?.contexts ?? 0) >= contextsMin
    }

    func counts(_ market: MarketKey, _ universe: MarketUniverse) -> Bool {
        guard let coins else { return true }
        return universe.coin(of: market).map(coins.contains) ?? false
    }
}
