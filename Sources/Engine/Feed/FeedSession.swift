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

    /// Where the trial of suspected coins stands on this connection.
    enum TrialStage: Hashable, Sendable {
        /// The coins that nobody suspects are not all live yet.
        case settling
        /// Nothing is tried.
        case resting
        case calm(untilMS: Int64)
        case trying([Int], sinceMS: Int64)
    }

    enum Outgoing: Hashable, Sendable {
        /// To be sent if the subscription still waits for it.
        case subscribe(index: Int)
        case frame(ClientFrame)
    }

    static let channels = MarketChannel.allCases.count

    let connection: Int
    let openedMS: Int64
    let settings: FeedSettings
    var trialStage = TrialStage.settling
    var nextCheckMS: Int64
    private(set) var coins: [String]
    private(set) var progress = Progress.subscribing
    var subscriptions: [Subscription]
    var silences: [MarketSilence]
    var outbox: [Outgoing] = []
    var outboxHead = 0
    private(set) var wantedCount = 0
    var liveCount = 0
    /// Of the wanted markets that are expected to speak, and of these the ones that have.
    private var expectedCount = 0
    private var spokenCount = 0
    var lastHeardMS: Int64?
    var lastPingMS: Int64
    var ping = Ping.none

    enum Ping: Hashable, Sendable {
        case none
        /// Waits for its turn, before everything else.
        case due
        case outstanding
    }

    /// - Parameter joined: the slots that are subscribed at once.
    init(
        connection: Int, coins: [String], quiet: Set<Int> = [], joined: [Int], settings: FeedSettings,
        nowMS: Int64
    ) {
        self.connection = connection
        self.coins = coins
        self.settings = settings
        openedMS = nowMS
        lastPingMS = nowMS
        nextCheckMS = nowMS + FeedSession.checkIntervalMS
        subscriptions = Array(repeating: .off, count: coins.count * FeedSession.channels)
        silences = coins.indices.map {
            MarketSilence(isExpected: !quiet.contains($0), thresholdMS: settings.marketMuteAfterMS)
        }
        join(joined)
    }

    // MARK: What comes

    @inline(__always)
    mutating func data(_ channel: MarketChannel, slot: Int, nowMS: Int64) {
        lastHeardMS = nowMS
        let index = slot * FeedSession.channels + Int(channel.rawValue)
        if subscriptions[index] != .live { becameLive(index, nowMS: nowMS) }
        guard channel == .context else { return }
        if !silences[slot].hasSpoken, silences[slot].isExpected { spokenCount += 1 }
        silences[slot].heard(nowMS: nowMS)
    }

    mutating func acknowledged(_ channel: MarketChannel, slot: Int, nowMS: Int64) {
        lastHeardMS = nowMS
        let index = slot * FeedSession.channels + Int(channel.rawValue)
        if subscriptions[index] != .live { becameLive(index, nowMS: nowMS) }
    }

    /// The round trip, if a ping was out.
    mutating func pong(nowMS: Int64) -> Int64? {
        guard ping == .outstanding else { return nil }
        ping = .none
        return nowMS - lastPingMS
    }

    // MARK: What is wanted

    /// Subscribes these too.
    mutating func join(_ slots: [Int]) {
        for slot in slots {
            for channel in MarketChannel.allCases {
                let index = slot * FeedSession.channels + Int(channel.rawValue)
                guard subscriptions[index] == .off else { continue }
                subscriptions[index].queue()
                wantedCount += 1
                outbox.append(.subscribe(index: index))
            }
        }
        recount()
    }

    /// A market more; it is not subscribed before it joins.
    mutating func add(_ coin: String) {
        coins.append(coin)
        for _ in MarketChannel.allCases { subscriptions.append(.off) }
        silences.append(MarketSilence(isExpected: true, thresholdMS: settings.marketMuteAfterMS))
    }

    /// The venue calls the market by another name from now on.
    mutating func rename(slot: Int, to coin: String) {
        for channel in MarketChannel.allCases {
            let index = slot * FeedSession.channels + Int(channel.rawValue)
            guard subscriptions[index] != .off else { continue }
            outbox.append(.frame(.unsubscribe(channel, coin: coins[slot])))
            if subscriptions[index] == .live { liveCount -= 1 }
            subscriptions[index].queue()
            outbox.append(.subscribe(index: index))
        }
        coins[slot] = coin
    }

    /// Whether anybody expects the market to speak.
    mutating func expect(slot: Int, _ isExpected: Bool) {
        silences[slot].isExpected = isExpected
        recount()
    }

    /// What may be sent now, within the budget. What is left goes at the next check.
    mutating func takeOutbox(_ budget: inout RateBudget, nowMS: Int64, _ send: (ClientFrame) -> Void) {
        if ping == .due, budget.take(nowMS: nowMS) {
            ping = .outstanding
            lastPingMS = nowMS
            send(.ping)
        }
        while outboxHead < outbox.count {
            switch outbox[outboxHead] {
            case .frame(let frame):
                guard budget.take(nowMS: nowMS) else { return }
                send(frame)
            case .subscribe(let index):
                if case .queued = subscriptions[index], let channel = FeedSession.channel(of: index) {
                    guard budget.take(nowMS: nowMS) else { return }
                    subscriptions[index].send(nowMS: nowMS)
                    send(.subscribe(channel, coin: coins[index / FeedSession.channels]))
                }
            }
            outboxHead += 1
        }
        outbox.removeAll(keepingCapacity: true)
        outboxHead = 0
    }

    // MARK: How far it is

    /// Everything that is wanted is live.
    @inline(__always)
    var isSettled: Bool { liveCount == wantedCount }

    func areLive(_ slots: [Int]) -> Bool {
        slots.allSatisfy { slot in
            (0..<FeedSession.channels).allSatisfy { subscriptions[slot * FeedSession.channels + $0] == .live }
        }
    }

    /// The slots that were asked for and not answered, in the order in which they were asked.
    var unanswered: [Int] {
        var asked: [(atMS: Int64, slot: Int)] = []
        for slot in coins.indices {
            let times = (0..<FeedSession.channels).compactMap { channel -> Int64? in
                if case .asked(let atMS, _) = subscriptions[slot * FeedSession.channels + channel] {
                    return atMS
                }
                return nil
            }
            if let first = times.min() { asked.append((first, slot)) }
        }
        return asked.sorted { ($0.atMS, $0.slot) < ($1.atMS, $1.slot) }.map(\.slot)
    }

    /// Whether `advance` could reach something: asked at each frame, so it must cost nothing.
    @inline(__always)
    var mayAdvance: Bool {
        switch progress {
        case .subscribing: isSettled && wantedCount > 0
        case .subscribed: spokenCount >= expectedCount
        case .ready: isSettled && trialStage != .resting
        }
    }

    /// Moves on where it can; says what was reached.
    mutating func advance(nowMS: Int64) -> [(ConnectionEvent.Kind, String)] {
        var reached: [(ConnectionEvent.Kind, String)] = []
        if case .subscribing = progress, isSettled, wantedCount > 0 {
            progress = .subscribed(atMS: nowMS)
            reached.append((.subscribed, "\(liveCount) subscriptions"))
        }
        if case .subscribed(let atMS) = progress,
            spokenCount >= expectedCount || nowMS - atMS >= FeedSession.readyPatienceMS
        {
            progress = .ready
            reached.append((.ready, "\(spokenCount) of \(expectedCount) markets have sent their context"))
        }
        return reached
    }

    static func channel(of index: Int) -> MarketChannel? {
        MarketChannel(rawValue: UInt8(index % FeedSession.channels))
    }

    private mutating func becameLive(_ index: Int, nowMS: Int64) {
        guard subscriptions[index] != .off else { return }
        subscriptions[index] = .live
        liveCount += 1
        if FeedSession.channel(of: index) == .context {
            silences[index / FeedSession.channels].live(nowMS: nowMS)
        }
    }

    private mutating func recount() {
        expectedCount = 0
        spokenCount = 0
        for slot in coins.indices where silences[slot].isExpected {
            guard subscriptions[slot * FeedSession.channels + Int(MarketChannel.context.rawValue)] != .off
            else {
                continue
            }
            expectedCount += 1
            if silences[slot].hasSpoken { spokenCount += 1 }
        }
    }
}
