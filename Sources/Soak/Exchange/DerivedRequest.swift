/// A subscription to a derived channel as a client wrote it.
enum DerivedRequest {
    case understood(DerivedSubscription)
    /// A coin, a dex or a rounding that the exchange does not have: it cuts the socket for that.
    case unknown
    case malformed

    /// nil when the type is none of the derived channels.
    init?(_ value: JSONValue, _ coins: CoinIndex) {
        switch value["type"]?.asText {
        case "l2Book": self = Self.book(value, coins)
        case "trades":
            guard let coin = value["coin"]?.asText else {
                self = .malformed
                return
            }
            self = coins.markets[coin].map { .understood(.trades(market: $0)) } ?? .unknown
        case "allMids":
            guard let dex = Self.text(value["dex"]) else {
                self = .malformed
                return
            }
            self = dex.isEmpty || coins.dexes.contains(dex) ? .understood(.allMids(dex: dex)) : .unknown
        default: return nil
        }
    }

    private static func book(_ value: JSONValue, _ coins: CoinIndex) -> DerivedRequest {
        guard let coin = value["coin"]?.asText, let view = view(value) else { return .malformed }
        guard let market = coins.markets[coin], view.isPossible else { return .unknown }
        return .understood(.l2Book(market: market, view: view))
    }

    /// nil when a member has the wrong type.
    static func view(_ value: JSONValue) -> BookView? {
        var view = BookView()
        switch value["fast"] {
        case nil, .null?: break
        case .flag(let isFast)?: view.isFast = isFast
        default: return nil
        }
        guard let figures = number(value["nSigFigs"]), let mantissa = number(value["mantissa"]) else {
            return nil
        }
        view.significantFigures = figures
        view.mantissa = mantissa
        return view
    }

    /// The outer nil: there is something, and it is no whole number. The inner: there is nothing.
    private static func number(_ value: JSONValue?) -> Int?? {
        switch value {
        case nil, .null?: .some(nil)
        case .number(let digits)?: Int(digits).map { .some($0) }
        default: nil
        }
    }

    private static func text(_ value: JSONValue?) -> String? {
        switch value {
        case nil, .null?: ""
        case .text(let text)?: text
        default: nil
        }
    }
}
