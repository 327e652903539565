/// What one connection is subscribed to. Asked for every frame, so a lookup is one byte.
package struct SubscriptionBook: Sendable {
    private var channels: [UInt8]
    package private(set) var count = 0

    package init(markets: Int) {
        channels = Array(repeating: 0, count: markets)
    }

    @inline(__always)
    package func contains(_ subscription: Subscription) -> Bool {
        channels[subscription.market] & Self.bit(subscription) != 0
    }

    /// False when it was held already.
    package mutating func insert(_ subscription: Subscription) -> Bool {
        guard !contains(subscription) else { return false }
        channels[subscription.market] |= Self.bit(subscription)
        count += 1
        return true
    }

    /// False when it was not held.
    package mutating func remove(_ subscription: Subscription) -> Bool {
        guard contains(subscription) else { return false }
        channels[subscription.market] &= ~Self.bit(subscription)
        count -= 1
        return true
    }

    /// Every subscription held, by market, then channel.
    package var all: [Subscription] {
        channels.indices.flatMap { market in
            Subscription.Channel.allCases.map { Subscription(channel: $0, market: market) }.filter(contains)
        }
    }

    @inline(__always)
    private static func bit(_ subscription: Subscription) -> UInt8 { 1 << subscription.channel.rawValue }
}
