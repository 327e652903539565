import SoakMarket

/// The channels that the exchange makes of the market beside bbo and context. They go to who asked for them
/// and to nobody else; the truth does not count them.
extension ExchangeLoop {
    /// Sends what the clock of the derived channels has due.
    func pushDerived(upToMs ms: Int64) {
        while let due = derivedClock.next(upToMs: ms) {
            var texts: [DerivedSubscription: String] = [:]
            for connection in connections where connection.session.derived.count > 0 {
                for subscription in connection.session.derived.all {
                    guard let text = texts[subscription] ?? text(of: subscription, at: due) else { continue }
                    texts[subscription] = text
                    send(text, to: connection, atMs: due.atMs)
                }
            }
        }
    }

    /// nil when the subscription is not one of this push.
    private func text(of subscription: DerivedSubscription, at due: DerivedClock.Due) -> String? {
        switch (due.push, subscription) {
        case (.book, .l2Book(let market, let view)) where !view.isFast,
            (.fastBook, .l2Book(let market, let view)) where view.isFast:
            let sides = board.sides(market: market, view)
            let coin = universe.coins.names[market]
            return DerivedText.frame(
                channel: "l2Book", DerivedText.book(coin: coin, timeMs: due.timeMs, sides, view))
        case (.mids, .allMids(let dex)):
            return board.mids(dex: dex).map { mids in
                let data = DerivedText.midsData(dex: dex, mids: DerivedText.mids(mids))
                return DerivedText.frame(channel: "allMids", data)
            }
        default: return nil
        }
    }

    /// One taker's trades, to all who subscribed to the market's.
    func send(_ trades: [MarketTrade], of market: Int, atMs: Int64) {
        var text: String?
        for connection in connections where connection.session.derived.contains(.trades(market: market)) {
            let frame = text ?? frame(of: trades, market)
            text = frame
            send(frame, to: connection, atMs: atMs)
        }
    }

    /// What a new subscriber gets at once: the last trades, in the same shape as those to come. Books and mids
    /// come with the next push, which is everybody's.
    func replay(_ subscription: DerivedSubscription, to connection: ClientConnection) {
        guard case .trades(let market) = subscription else { return }
        let trades = board.trades(market: market)
        if !trades.isEmpty { send(frame(of: trades, market), to: connection, atMs: nowMs) }
    }

    private func frame(of trades: [MarketTrade], _ market: Int) -> String {
        DerivedText.frame(
            channel: "trades", DerivedText.trades(coin: universe.coins.names[market], trades))
    }

    private func send(_ text: String, to connection: ClientConnection, atMs: Int64) {
        tally.bytesSent += connection.append(text: text)
        tally.framesSent += 1
        connection.session.sentData(atMs: atMs)
    }
}
