/// `buy`: the best ask stands below the oracle. `sell`: the best bid stands above it.
package enum Side: UInt8, Hashable, Sendable, CaseIterable {
    case buy = 0
    case sell = 1

    package var name: String {
        switch self {
        case .buy: "buy"
        case .sell: "sell"
        }
    }

    package init?(name: String) {
        switch name {
        case "buy": self = .buy
        case "sell": self = .sell
        default: return nil
        }
    }
}
