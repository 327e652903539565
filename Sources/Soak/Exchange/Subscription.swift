/// What a client may subscribe to: one channel of one market. `market` is the position in `meta`.
package struct Subscription: Hashable, Sendable {
    package enum Channel: UInt8, CaseIterable, Sendable {
        case bbo
        case activeAssetCtx

        package init?(name: String) {
            guard let channel = Self.allCases.first(where: { $0.name == name }) else { return nil }
            self = channel
        }

        package var name: String {
            switch self {
            case .bbo: "bbo"
            case .activeAssetCtx: "activeAssetCtx"
            }
        }
    }

    package var channel: Channel
    package var market: Int

    package init(channel: Channel, market: Int) {
        self.channel = channel
        self.market = market
    }

    /// The subscription as the exchange echoes it: its own key order, unknown members dropped.
    package func normalised(coin: String) -> String {
        "{\"type\":\"\(channel.name)\",\"coin\":\(JSONText.quoted(coin))}"
    }
}
