/// `buy`: the best ask below the oracle; `sell`: the best bid above it.
package enum TruthSide: String, Sendable, CaseIterable {
    case buy
    case sell
}
