/// One thing that the exchange sends to whoever is subscribed to it, and when.
package struct MarketEvent: Sendable, Equatable {
    /// When the frame leaves the exchange: virtual time, ms since the Unix epoch. Never falls in a stream.
    package var atMs: Int64
    /// Position in `meta`.
    package var market: Int
    package var update: MarketUpdate

    package init(atMs: Int64, market: Int, update: MarketUpdate) {
        self.atMs = atMs
        self.market = market
        self.update = update
    }
}
