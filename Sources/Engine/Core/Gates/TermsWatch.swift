/// Compares the terms of one market with those of the start. They are asked over HTTP and not sent by the feed,
/// so a lost connection changes nothing here.
struct TermsWatch: Sendable {
    private(set) var first: MarketTerms?
    private(set) var latest: MarketTerms?

    mutating func note(_ terms: MarketTerms) {
        if first == nil { first = terms }
        latest = terms
    }

    var standing: MarketStanding {
        guard let latest else { return MarketStanding() }
        return MarketStanding(
            isHalted: latest.isHalted, areTermsChanged: !changes.isEmpty,
            openInterestCap: latest.openInterestCap)
    }

    /// What is not as at the start: `sz_decimals 3 -> 2, max_leverage 20 -> 10, fees A -> B`. Halts and caps are
    /// no terms: they have gates of their own.
    var changes: String {
        guard let first, let latest else { return "" }
        var changes: [String] = []
        func compare(
            _ name: String, _ then: some CustomStringConvertible, _ now: some CustomStringConvertible
        ) {
            let (then, now) = (then.description, now.description)
            if then != now { changes.append("\(name) \(then) -> \(now)") }
        }
        compare("sz_decimals", first.sizeDecimals, latest.sizeDecimals)
        compare("max_leverage", first.maxLeverage, latest.maxLeverage)
        compare("fees", first.feeTerms, latest.feeTerms)
        return changes.joined(separator: ", ")
    }
}

/// What the venue's tables mean for the gates of one market.
package struct MarketStanding: Hashable, Sendable {
    package let isHalted: Bool
    package let areTermsChanged: Bool
    /// In quote currency; nil when none is known.
    package let openInterestCap: Fixed8?

    package init(isHalted: Bool = false, areTermsChanged: Bool = false, openInterestCap: Fixed8? = nil) {
        self.isHalted = isHalted
        self.areTermsChanged = areTermsChanged
        self.openInterestCap = openInterestCap
    }
}
