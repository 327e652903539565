/// The 32 markets that the dex `xyz` listed in January 2026, in `meta` order, each with one context as the
/// exchange sent it: values that were real once, from which the model starts.
package enum MarketTable {
    package static let january2026: [MarketFacts] = first16 + second16

    /// The same and what was listed after them: as many as the dex had in autumn 2026, and some more.
    package static let all: [MarketFacts] = january2026 + later

    static func row(
        _ coin: String, _ assetClass: MarketClass, szDecimals: Int, maxLeverage: Int, openInterestCap: Int64,
        fundingE10: Int64, openInterestE10: Int64, prevDayPxE8: Int64, dayNtlVlmE10: Int64,
        premiumE10: Int64, oraclePxE8: Int64, markPxE8: Int64, midPxE8: Int64, impactBidPxE8: Int64,
        impactAskPxE8: Int64, dayBaseVlmE10: Int64
    ) -> MarketFacts {
        let book = BookContext(
            premiumE10: premiumE10, midPxE8: midPxE8, impactBidPxE8: impactBidPxE8,
            impactAskPxE8: impactAskPxE8)
        let context = AssetContext(
            fundingE10: fundingE10, openInterestE10: openInterestE10, prevDayPxE8: prevDayPxE8,
            dayNtlVlmE10: dayNtlVlmE10, oraclePxE8: oraclePxE8, markPxE8: markPxE8,
            dayBaseVlmE10: dayBaseVlmE10, book: book)
        return MarketFacts(
            coin: coin, assetClass: assetClass, szDecimals: szDecimals, maxLeverage: maxLeverage,
            openInterestCap: openInterestCap, start: context)
    }
}
