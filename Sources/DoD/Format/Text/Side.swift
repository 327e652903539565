/// `buy`: the best ask is below the oracle. `sell`: the best bid is above it.
package enum Side: String, Hashable, Comparable, CaseIterable, Sendable {
    case buy, sell

    package static func < (left: Side, right: Side) -> Bool { left == .buy && right == .sell }
}
