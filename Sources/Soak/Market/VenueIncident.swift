/// Something that befalls a market from outside its book, and at which an engine stops trusting it.
package struct VenueIncident: Sendable, Equatable {
    package enum Kind: UInt64, Sendable, CaseIterable {
        /// `haltTrading`: all orders are cancelled, prices stand still, `meta` says `isDelisted` until it is over.
        case halt
        /// More is open than the cap of `perpDexs` allows.
        case openInterest
        /// `meta` has other terms: a fee scale or the highest leverage.
        case termsChange
        /// One bbo frame has a block time before that of the frame sent last.
        case timeRegression
    }

    package var kind: Kind
    /// Position in `meta`.
    package var market: Int
    package var fromMs: Int64
    /// The first instant at which it is over.
    package var untilMs: Int64
    /// When the book crosses the oracle, so that whoever distrusts the market has a signal to leave out.
    package var crossFromMs: Int64
    package var crossUntilMs: Int64
    /// 0 to 99, by the seed: how far back, how far above the cap, which of the terms.
    package var severity: Int64
}
