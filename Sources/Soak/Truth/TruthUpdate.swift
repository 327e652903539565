/// What an update of a market's stream says to a detector, by channel; prices in units of 1e-8.
package enum TruthUpdate: Sendable, Equatable {
    case bbo(bid: TruthLevel?, ask: TruthLevel?)
    case ctx(oraclePxE8: Int64, markPxE8: Int64)

    package var channel: TruthChannel {
        switch self {
        case .bbo: .bbo
        case .ctx: .ctx
        }
    }
}
