/// The values of one `activeAssetCtx` frame, as integers: `E8` counts 1e-8, `E10` counts 1e-10.
package struct AssetContext: Sendable, Equatable {
    package var fundingE10: Int64
    package var openInterestE10: Int64
    package var prevDayPxE8: Int64
    package var dayNtlVlmE10: Int64
    package var oraclePxE8: Int64
    package var markPxE8: Int64
    package var dayBaseVlmE10: Int64
    /// `premium`, `midPx` and `impactPxs`: the venue sends all three or, without a two-sided book, null for
    /// all three.
    package var book: BookContext?

    package init(
        fundingE10: Int64, openInterestE10: Int64, prevDayPxE8: Int64, dayNtlVlmE10: Int64,
        oraclePxE8: Int64, markPxE8: Int64, dayBaseVlmE10: Int64, book: BookContext?
    ) {
        self.fundingE10 = fundingE10
        self.openInterestE10 = openInterestE10
        self.prevDayPxE8 = prevDayPxE8
        self.dayNtlVlmE10 = dayNtlVlmE10
        self.oraclePxE8 = oraclePxE8
        self.markPxE8 = markPxE8
        self.dayBaseVlmE10 = dayBaseVlmE10
        self.book = book
    }
}

extension AssetContext {
    /// As a delisted or halted market shows itself: prices frozen, nothing open, no book.
    package var delisted: AssetContext {
        var context = self
        context.fundingE10 = 0
        context.openInterestE10 = 0
        context.dayNtlVlmE10 = 0
        context.dayBaseVlmE10 = 0
        context.book = nil
        return context
    }
}
