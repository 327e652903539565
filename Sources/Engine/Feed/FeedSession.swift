import EngineWire

/// One open connection: what is subscribed, what was heard, what is due. Pure; the machine around it turns
/// what it finds into actions.
struct FeedSession: Hashable, Sendable {
    /// How often the deadlines of an open connection are looked at.
    static let checkIntervalMS: Int64 = 1_000
    /// `ready` does not wait longer than this for a market that sends nothing.
    static let readyPatienceMS: Int64 = 10_000
    /// A market that stays mute is subscribed anew less and less often.
    static let resubscribeIntervalMaxMS: Int64 = 300_000

    enum Progress: Hashable, Sendable {
        case subscribing
        case subscribed(atMS: Int64)
        case ready
    }

    private struct MarketWatch: Hashable, Sendable {
        var lastContextMS: Int64?
        var nextResubscribeMS: Int64
        var resubscribeIntervalMS: Int64
    }

    let connection: Int
    let openedMS: Int64
    private let coins: [String]
    private let settings: FeedSettings
    private(set) var progress = Progress.subscribing
    private(set) var nextCheckMS: Int64
    private var subscriptions: [Subscription]
    private var liveCount = 0
    private var contextCount = 0
    private var markets: [MarketWatch]
    private var outbox: [ClientFrame] = []
    private var outboxHead = 0
    private var lastHeardMS: Int64?
    private var lastPingMS: Int64
    private var pingOutstanding = false

    init(connection: Int, coins: [String], settings: FeedSettings, nowMS: Int64) {
        self.connection = connection
        self.coins = coins
        self.settings = settings
        openedMS = nowMS
        lastPingMS = nowMS
        nextCheckMS = nowMS + FeedSession.checkIntervalMS
        subscriptions = Array(
            repeating: .asked(atMS: nowMS, attempt: 1), count: coins.count * MarketChannel.allCases.count)
        let watch = MarketWatch(
            lastContextMS: nil, nextResubscribeMS: nowMS + settings.marketMuteAfterMS,
            resubscribeIntervalMS: settings.marketMuteAfterMS)
        markets = Array(repeating: watch, count: coins.count)
        for coin in coins {
            for channel in MarketChannel.allCases { outbox.append(.subscribe(channel, coin: coin)) }
        }
    }

    @inline(__always)
    mutating func data(_ channel: MarketChannel, slot: Int, nowMS: Int64) {
        lastHeardMS = nowMS
        let index = slot * MarketChannel.allCases.count + Int(channel.rawValue)
        if subscriptions[index] != .live { becameLive(index) }
        guard channel == .context else { return }
        if markets[slot].lastContextMS == nil { contextCount += 1 }
        markets[slot].lastContextMS = nowMS
    }

    mutating func acknowledged(_ channel: MarketChannel, slot: Int, nowMS: Int64) {
        lastHeardMS = nowMS
        let index = slot * MarketChannel.allCases.count + Int(channel.rawValue)
        if subscriptions[index] != .live { becameLive(index) }
    }

    /// The round trip, if a ping was out.
    mutating func pong(nowMS: Int64) -> Int64? {
        guard pingOutstanding else { return nil }
        pingOutstanding = false
        return nowMS - lastPingMS
    }

    /// What may be sent now, within the budget. What is left goes at the next check.
    mutating func takeOutbox(_ budget: inout RateBudget, nowMS: Int64, _ send: (ClientFrame) -> Void) {
        while outboxHead < outbox.count, budget.take(nowMS: nowMS) {
            send(outbox[outboxHead])
            outboxHead += 1
        }
        if outboxHead == outbox.count {
            outbox.removeAll(keepingCapacity: true)
            outboxHead = 0
        }
    }

    /// Moves on where it can; says what was reached.
    mutating func advance(nowMS: Int64) -> [(ConnectionEvent.Kind, String)] {
        var reached: [(ConnectionEvent.Kind, String)] = []
        if case .subscribing = progress, liveCount == subscriptions.count {
            progress = .subscribed(atMS: nowMS)
            reached.append((.subscribed, "\(liveCount) subscriptions"))
        }
        if case .subscribed(let atMS) = progress,
            contextCount == coins.count || nowMS - atMS >= FeedSession.readyPatienceMS
        {
            progress = .ready
            reached.append((.ready, "\(contextCount) of \(coins.count) markets have sent their context"))
        }
        return reached
    }

    /// Whether `advance` could reach something: asked at each frame, so it must cost nothing.
    @inline(__always)
    var mayAdvance: Bool {
        switch progress {
        case .subscribing: liveCount == subscriptions.count
        case .subscribed: contextCount == coins.count
        case .ready: false
        }
    }

    /// Looks at all deadlines. Says why the connection must be given up, if it must.
    mutating func check(nowMS: Int64, note: (FeedNote) -> Void) -> String? {
        nextCheckMS = nowMS + FeedSession.checkIntervalMS
        if let lastHeardMS, nowMS - lastHeardMS >= settings.muteAfterMS {
            return "nothing heard for \(nowMS - lastHeardMS) ms"
        }
        let firstWordMS = max(settings.muteAfterMS, settings.acknowledgementTimeoutMS)
        if lastHeardMS == nil, nowMS - openedMS >= firstWordMS {
            return "nothing heard for \(nowMS - openedMS) ms since it opened"
        }
        if pingOutstanding, nowMS - lastPingMS >= settings.pongTimeoutMS {
            return "no pong for \(nowMS - lastPingMS) ms"
        }
        if !pingOutstanding, nowMS - lastPingMS >= settings.pingIntervalMS {
            pingOutstanding = true
            lastPingMS = nowMS
            outbox.append(.ping)
        }
        askAgain(nowMS: nowMS, note: note)
        wakeMuteMarkets(nowMS: nowMS, note: note)
        return nil
    }

    private mutating func becameLive(_ index: Int) {
        subscriptions[index] = .live
        liveCount += 1
    }

    /// A second subscribe only answers `Already subscribed`, so each is unsubscribed first.
    private mutating func resubscribe(_ index: Int, nowMS: Int64) {
        guard let channel = MarketChannel(rawValue: UInt8(index % MarketChannel.allCases.count)) else {
            return
        }
        let coin = coins[index / MarketChannel.allCases.count]
        outbox.append(.unsubscribe(channel, coin: coin))
        outbox.append(.subscribe(channel, coin: coin))
        if subscriptions[index] == .live { liveCount -= 1 }
        subscriptions[index].ask(nowMS: nowMS)
    }

    /// Each time twice as patient, up to a limit, so that a coin that never answers costs little.
    private mutating func askAgain(nowMS: Int64, note: (FeedNote) -> Void) {
        guard liveCount < subscriptions.count else { return }
        for index in subscriptions.indices {
            guard case .asked(let atMS, let attempt) = subscriptions[index] else { continue }
            let patienceMS = min(
                settings.acknowledgementTimeoutMS << Int64(min(attempt - 1, 10)),
                max(FeedSession.resubscribeIntervalMaxMS, settings.acknowledgementTimeoutMS))
            guard nowMS - atMS >= patienceMS else { continue }
            resubscribe(index, nowMS: nowMS)
            let channel = MarketChannel(rawValue: UInt8(index % MarketChannel.allCases.count))
            note(
                .acknowledgementLost(
                    coin: coins[index / MarketChannel.allCases.count], channel: channel?.name ?? "",
                    attempt: attempt))
        }
    }

    private mutating func wakeMuteMarkets(nowMS: Int64, note: (FeedNote) -> Void) {
        guard case .ready = progress else { return }
        for slot in markets.indices {
            let silentMS = nowMS - (markets[slot].lastContextMS ?? openedMS)
            if silentMS < settings.marketMuteAfterMS {
                markets[slot].resubscribeIntervalMS = settings.marketMuteAfterMS
                continue
            }
            guard nowMS >= markets[slot].nextResubscribeMS else { continue }
            for channel in MarketChannel.allCases {
                resubscribe(slot * MarketChannel.allCases.count + Int(channel.rawValue), nowMS: nowMS)
            }
            markets[slot].nextResubscribeMS = nowMS + markets[slot].resubscribeIntervalMS
            markets[slot].resubscribeIntervalMS = min(
                markets[slot].resubscribeIntervalMS * 2,
                max(FeedSession.resubscribeIntervalMaxMS, settings.marketMuteAfterMS))
            note(.marketMute(coin: coins[slot], silentMS: silentMS))
        }
    }
}
