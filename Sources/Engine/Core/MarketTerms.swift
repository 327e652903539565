/// What the venue's tables say of one market beyond its name: the terms on which one would trade it. They
/// come from `meta` and `perpDexs`, asked at the start and every few minutes.
package struct MarketTerms: Hashable, Sendable {
    package let sizeDecimals: Int
    package let maxLeverage: Int
    /// All that sets the fees (`growthMode`, `deployerFeeScale` …) as the venue wrote it: compared, never
    /// interpreted, so a renamed key is a change of which somebody is told.
    package let feeTerms: String
    /// Halted or delisted: `isDelisted`.
    package let isHalted: Bool
    /// The most that may be open, in quote currency (`assetToStreamingOiCap`); nil when none is known.
    package let openInterestCap: Fixed8?

    package init(
        sizeDecimals: Int, maxLeverage: Int, feeTerms: String = "", isHalted: Bool = false,
        openInterestCap: Fixed8? = nil
    ) {
        self.sizeDecimals = sizeDecimals
        self.maxLeverage = maxLeverage
        self.feeTerms = feeTerms
        self.isHalted = isHalted
        self.openInterestCap = openInterestCap
    }
}
