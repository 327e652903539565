/// The part of a context that needs a book with both sides.
package struct BookContext: Sendable, Equatable {
    /// `0.5 * (impactBid + impactAsk) / oracle - 1`, rounded half to even.
    package var premiumE10: Int64
    package var midPxE8: Int64
    package var impactBidPxE8: Int64
    package var impactAskPxE8: Int64

    package init(premiumE10: Int64, midPxE8: Int64, impactBidPxE8: Int64, impactAskPxE8: Int64) {
        self.premiumE10 = premiumE10
        self.midPxE8 = midPxE8
        self.impactBidPxE8 = impactBidPxE8
        self.impactAskPxE8 = impactAskPxE8
    }
}
