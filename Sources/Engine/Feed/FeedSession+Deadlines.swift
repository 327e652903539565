import EngineWire

/// What an open connection notices by itself: silence, missing pongs and acknowledgements, mute markets.
extension FeedSession {
    /// Looks at all deadlines. Says why the connection must be given up, if it must.
    mutating func check(nowMS: Int64, note: (FeedNote) -> Void) -> String? {
        let firstWordMS = max(settings.muteAfterMS, settings.acknowledgementTimeoutMS)
        let muteMS = lastHeardMS.map { $0 + settings.muteAfterMS } ?? openedMS + firstWordMS
        if nowMS >= muteMS {
            if let lastHeardMS { return "nothing heard for \(nowMS - lastHeardMS) ms" }
            return "nothing heard for \(nowMS - openedMS) ms since it opened"
        }
        if ping == .outstanding, nowMS - lastPingMS >= settings.pongTimeoutMS {
            return "no pong for \(nowMS - lastPingMS) ms"
        }
        if ping == .none, nowMS - lastPingMS >= settings.pingIntervalMS { ping = .due }
        askAgain(nowMS: nowMS, note: note)
        wakeMuteMarkets(nowMS: nowMS, note: note)
        // Never past the moment at which a socket that says nothing any more counts as mute.
        nextCheckMS = min(nowMS + FeedSession.checkIntervalMS, muteMS)
        return nil
    }

    /// A second subscribe only answers `Already subscribed`, so each is unsubscribed first.
    private mutating func resubscribe(_ index: Int) {
        guard let channel = FeedSession.channel(of: index) else { return }
        outbox.append(.frame(.unsubscribe(channel, coin: coins[index / FeedSession.channels])))
        outbox.append(.subscribe(index: index))
        if subscriptions[index] == .live { liveCount -= 1 }
        subscriptions[index].queue()
    }

    /// Each time twice as patient, up to a limit, so that a coin that never answers costs little.
    private mutating func askAgain(nowMS: Int64, note: (FeedNote) -> Void) {
        guard !isSettled else { return }
        for index in subscriptions.indices {
            guard case .asked(let atMS, let attempt) = subscriptions[index] else { continue }
            let patienceMS = min(
                settings.acknowledgementTimeoutMS << Int64(min(attempt - 1, 10)),
                max(FeedSession.resubscribeIntervalMaxMS, settings.acknowledgementTimeoutMS))
            guard nowMS - atMS >= patienceMS else { continue }
            resubscribe(index)
            note(
                .acknowledgementLost(
                    coin: coins[index / FeedSession.channels],
                    channel: FeedSession.channel(of: index)?.name ?? "", attempt: attempt))
        }
    }

    /// Only what is live can be mute: what was not answered yet is asked for again by `askAgain`.
    private mutating func wakeMuteMarkets(nowMS: Int64, note: (FeedNote) -> Void) {
        for slot in silences.indices {
            let first = slot * FeedSession.channels
            guard subscriptions[first + Int(MarketChannel.context.rawValue)] == .live else { continue }
            let silentMS = silences[slot].dueMS(
                nowMS: nowMS, thresholdMS: settings.marketMuteAfterMS,
                intervalMaxMS: FeedSession.resubscribeIntervalMaxMS)
            guard let silentMS else { continue }
            for index in first..<first + FeedSession.channels where subscriptions[index] == .live {
                resubscribe(index)
            }
            note(.marketMute(coin: coins[slot], silentMS: silentMS))
        }
    }
}
