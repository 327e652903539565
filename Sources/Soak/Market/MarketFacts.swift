/// What is fixed about a market: its entry in `meta` and the values that the model starts from.
package struct MarketFacts: Sendable, Equatable {
    /// With its dex, as the venue writes it: `xyz:TSLA`.
    package var coin: String
    package var assetClass: MarketClass
    package var szDecimals: Int
    package var maxLeverage: Int
    /// Streaming cap on open interest in dollars, for `assetToStreamingOiCap` (which is alphabetical).
    package var openInterestCap: Int64
    /// A context as the exchange sent it once.
    package var start: AssetContext
    package var standing = MarketStanding.open

    /// The venue numbers its one-tier margin tables by the leverage that they allow.
    package var marginTableId: Int { maxLeverage }
}
