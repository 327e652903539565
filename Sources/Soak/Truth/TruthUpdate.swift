/// What an update of a market's stream says to a detector, by channel; prices in units of 1e-8.
package enum TruthUpdate: Sendable, Equatable {
    /// `timeMs`: the block's time; nil: none was sent.
    case bbo(bid: TruthLevel?, ask: TruthLevel?, timeMs: Int64? = nil)
    case ctx(oraclePxE8: Int64, markPxE8: Int64, openInterestE8: Int64? = nil)

    package var channel: TruthChannel {
        switch self {
        case .bbo: .bbo
        case .ctx: .ctx
        }
    }
}
