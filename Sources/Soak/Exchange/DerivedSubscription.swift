/// What a client may subscribe to beside bbo and context: channels that the exchange makes of the same market.
/// No signal follows from them, so the truth does not look at them.
package enum DerivedSubscription: Hashable, Sendable {
    case l2Book(market: Int, view: BookView)
    case trades(market: Int)
    /// The main dex has the empty name.
    case allMids(dex: String)

    /// The subscription as the exchange echoes it: its own key order, defaults filled in.
    package func normalised(_ coins: CoinIndex) -> String {
        switch self {
        case .l2Book(let market, let view):
            "{\"type\":\"l2Book\",\"coin\":\(JSONText.quoted(coins.names[market]))"
                + ",\"nSigFigs\":\(Self.orNull(view.significantFigures))"
                + ",\"mantissa\":\(Self.orNull(view.mantissa)),\"fast\":\(view.isFast)}"
        case .trades(let market):
            "{\"type\":\"trades\",\"coin\":\(JSONText.quoted(coins.names[market]))}"
        case .allMids(let dex):
            "{\"type\":\"allMids\",\"dex\":\(JSONText.quoted(dex))}"
        }
    }

    private static func orNull(_ number: Int?) -> String { number.map(String.init) ?? "null" }
}
