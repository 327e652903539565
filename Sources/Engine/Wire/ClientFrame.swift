package import EngineCore

/// What the engine says to the venue. One subscription a frame: a list is a parse error over there.
package enum ClientFrame: Hashable, Sendable {
    case subscribe(MarketChannel, coin: String)
    case unsubscribe(MarketChannel, coin: String)
    case ping

    package func write(to writer: inout LineWriter) {
        writer.open()
        writer.key("method")
        switch self {
        case .ping:
            writer.value("ping")
        case .subscribe(let channel, let coin):
            writer.value("subscribe")
            ClientFrame.write(channel, coin, to: &writer)
        case .unsubscribe(let channel, let coin):
            writer.value("unsubscribe")
            ClientFrame.write(channel, coin, to: &writer)
        }
        writer.close()
    }

    private static func write(_ channel: MarketChannel, _ coin: String, to writer: inout LineWriter) {
        writer.key("subscription")
        writer.open()
        writer.key("type")
        writer.value(channel.name)
        writer.key("coin")
        writer.value(coin)
        writer.close()
    }
}
