/// What an answer of `meta` says of one market beyond its name.
package struct TruthTerms: Sendable, Equatable {
    package var szDecimals: Int
    package var maxLeverage: Int
    /// All that sets the fees, as text.
    package var fees: String
    /// `isDelisted`
    package var isHalted: Bool

    package init(szDecimals: Int, maxLeverage: Int, fees: String, isHalted: Bool) {
        self.szDecimals = szDecimals
        self.maxLeverage = maxLeverage
        self.fees = fees
        self.isHalted = isHalted
    }

    /// A halt is no change of terms.
    func isAsAgreed(in start: TruthTerms) -> Bool {
        szDecimals == start.szDecimals && maxLeverage == start.maxLeverage && fees == start.fees
    }
}
