/// One text frame of a client, understood.
package enum ClientMessage: Equatable, Sendable {
    case subscribe(Subscription)
    case unsubscribe(Subscription)
    case subscribeDerived(DerivedSubscription)
    case unsubscribeDerived(DerivedSubscription)
    /// A subscription to a coin that this exchange does not list: it does not say so, it cuts the socket.
    case unknownCoin
    case ping
    /// An info request over the socket; `id` is a number's text.
    case post(id: String, payload: JSONValue)
    case malformed

    /// `coins` gives the market of a coin's name (case-sensitive).
    package init(_ frame: some Sequence<UInt8>, coins: CoinIndex) {
        guard let value = try? JSONParser.parse(frame) else {
            self = .malformed
            return
        }
        switch value["method"]?.asText {
        case "ping": self = .ping
        case "subscribe": self = Self.subscription(value["subscription"], coins, isOn: true)
        case "unsubscribe": self = Self.subscription(value["subscription"], coins, isOn: false)
        case "post": self = Self.post(value)
        default: self = .malformed
        }
    }

    private static func subscription(
        _ value: JSONValue?, _ coins: CoinIndex, isOn: Bool
    ) -> ClientMessage {
        if let value, let derived = DerivedRequest(value, coins) {
            switch derived {
            case .understood(let held): return isOn ? .subscribeDerived(held) : .unsubscribeDerived(held)
            case .unknown: return .unknownCoin
            case .malformed: return .malformed
            }
        }
        guard let type = value?["type"]?.asText, let channel = Subscription.Channel(name: type),
            let coin = value?["coin"]?.asText
        else { return .malformed }
        guard let market = coins.markets[coin] else { return .unknownCoin }
        let subscription = Subscription(channel: channel, market: market)
        return isOn ? .subscribe(subscription) : .unsubscribe(subscription)
    }

    private static func post(_ value: JSONValue) -> ClientMessage {
        guard case .number(let id)? = value["id"], UInt64(id) != nil, let request = value["request"],
            request["type"]?.asText == "info", let payload = request["payload"]
        else { return .malformed }
        return .post(id: id, payload: payload)
    }
}
