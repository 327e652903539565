/// One WebSocket connection as the exchange thinks of it: what is held, when it must end. Pure: virtual
/// times come in, replies go out.
package struct ClientSession: Sendable {
    package let number: Int
    package let openedMs: Int64
    package let expiresMs: Int64
    package private(set) var subscriptions: SubscriptionBook
    package private(set) var derived = DerivedBook()
    private let rules: SessionRules
    private var lastDataMs: Int64
    private var cutAtMs: Int64?

    package init(number: Int, openedMs: Int64, seed: UInt64, markets: Int, rules: SessionRules) {
        self.number = number
        self.openedMs = openedMs
        self.rules = rules
        expiresMs = openedMs + rules.lifetimeMs(seed: seed, connection: number)
        subscriptions = SubscriptionBook(markets: markets)
        lastDataMs = openedMs
    }

    /// Subscriptions held, of every channel.
    package var subscriptionCount: Int { subscriptions.count + derived.count }

    /// What a text frame of the client asks for, carried out on the session. `mayHoldMore`: its source has
    /// room for another subscription.
    package mutating func receive(
        _ frame: some Collection<UInt8>, coins: CoinIndex, nowMs: Int64, mayHoldMore: Bool = true
    ) -> SessionReply {
        switch ClientMessage(frame, coins: coins) {
        case .ping:
            lastDataMs = nowMs
            return .pong
        case .subscribe(let subscription):
            let text = subscription.normalised(coin: coins.names[subscription.market])
            guard !subscriptions.contains(subscription) else {
                return .refused("Already subscribed: \(text)")
            }
            guard mayHoldMore, subscriptions.insert(subscription) else { return .overLimit }
            return .subscribed(subscription, ack: ReplyText.ack(method: "subscribe", subscription: text))
        case .unsubscribe(let subscription):
            let text = subscription.normalised(coin: coins.names[subscription.market])
            guard subscriptions.remove(subscription) else { return .refused("Already unsubscribed: \(text)") }
            return .unsubscribed(subscription, ack: ReplyText.ack(method: "unsubscribe", subscription: text))
        case .subscribeDerived(let subscription):
            let text = subscription.normalised(coins)
            guard !derived.contains(subscription) else { return .refused("Already subscribed: \(text)") }
            guard mayHoldMore, derived.insert(subscription) else { return .overLimit }
            return .subscribedDerived(
                subscription, ack: ReplyText.ack(method: "subscribe", subscription: text))
        case .unsubscribeDerived(let subscription):
            let text = subscription.normalised(coins)
            guard derived.remove(subscription) else { return .refused("Already unsubscribed: \(text)") }
            return .unsubscribedDerived(ack: ReplyText.ack(method: "unsubscribe", subscription: text))
        case .unknownCoin:
            cutAtMs = cutAtMs ?? nowMs + rules.cutDelayMs
            return .nothing
        case .post(let id, let payload):
            return .post(id: id, payload: payload)
        case .malformed:
            let raw = String(decoding: frame, as: UTF8.self)
            return .refused("Error parsing JSON into valid websocket request: \(raw)")
        }
    }

    /// Stream data went out: the idle rule counts from here. Acks, refusals and post answers don't count.
    package mutating func sentData(atMs now: Int64) { lastDataMs = now }

    /// How the connection must end now; nil while it may live.
    package func due(nowMs: Int64) -> SessionEnding? {
        if let cutAtMs, nowMs >= cutAtMs { return .cut }
        if nowMs >= expiresMs { return .expired }
        return nowMs - lastDataMs >= rules.idleMs ? .inactive : nil
    }
}
