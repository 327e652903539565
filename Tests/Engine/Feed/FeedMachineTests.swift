import EngineFeed
import EngineWire
import Testing

/// The machine in virtual time: each transition in microseconds, no socket.
@Suite struct FeedMachineTests {
    static let coins = ["xyz:TSLA", "xyz:NVDA"]

    func settings(_ change: (inout FeedSettings) -> Void = { _ in }) -> FeedSettings {
        var settings = FeedSettings()
        settings.seed = 42
        change(&settings)
        return settings
    }

    func connecting(_ settings: FeedSettings? = nil) -> FeedMachine {
        var machine = FeedMachine(coins: Self.coins, settings: settings ?? self.settings())
        machine.start(nowMS: 0)
        #expect(machine.drainActions() == [.connect(connection: 1)])
        return machine
    }

    /// Open, acknowledged and with a context of each market at `nowMS`.
    func ready(_ settings: FeedSettings? = nil, nowMS: Int64 = 0) -> FeedMachine {
        var machine = connecting(settings)
        machine.opened(nowMS: nowMS)
        for slot in Self.coins.indices {
            for channel in MarketChannel.allCases { machine.hear(.subscribed(channel, slot: slot), nowMS) }
        }
        machine.contexts(nowMS)
        #expect(machine.drainActions().events == [.connected, .subscribed, .ready])
        return machine
    }

    @Test func subscribesBothChannelsOfEachMarket() {
        var machine = connecting()
        machine.opened(nowMS: 10)
        #expect(
            machine.drainActions().frames == [
                .subscribe(.bbo, coin: "xyz:TSLA"), .subscribe(.context, coin: "xyz:TSLA"),
                .subscribe(.bbo, coin: "xyz:NVDA"), .subscribe(.context, coin: "xyz:NVDA"),
            ])
    }

    @Test func saysConnectedSubscribedReady() {
        var machine = connecting()
        machine.opened(nowMS: 10)
        #expect(machine.drainActions().events == [.connected])
        machine.hear(.subscribed(.bbo, slot: 0), 20)
        machine.hear(.subscribed(.context, slot: 0), 20)
        machine.hear(.subscribed(.bbo, slot: 1), 20)
        #expect(machine.drainActions().isEmpty)
        // Data is as good as an acknowledgement.
        machine.hear(.context(slot: 1, oracle: nil, mark: nil), 30)
        #expect(machine.drainActions().events == [.subscribed])
        machine.hear(.context(slot: 0, oracle: nil, mark: nil), 40)
        let reports = machine.drainActions().reports
        #expect(reports.map(\.kind) == [.ready])
        #expect(reports.map(\.detail) == ["2 of 2 markets have sent their context"])
        #expect(reports.map(\.connection) == [1])
    }

    @Test func readyDoesNotWaitForEverForAMarket() {
        var machine = connecting()
        machine.opened(nowMS: 0)
        for slot in 0...1 {
            for channel in MarketChannel.allCases { machine.hear(.subscribed(channel, slot: slot), 0) }
        }
        machine.hear(.context(slot: 0, oracle: nil, mark: nil), 1)
        machine.hear(.context(slot: 0, oracle: nil, mark: nil), 9_000)
        _ = machine.drainActions()
        machine.tick(nowMS: 9_999)
        #expect(machine.drainActions().isEmpty)
        machine.tick(nowMS: 11_000)
        #expect(machine.drainActions().reports.map(\.detail) == ["1 of 2 markets have sent their context"])
    }

    static let ends: [(Int?, String, LossCause)] = [
        (1000, "Expired", .expired), (1000, "Inactive", .inactive), (1000, "", .closed),
        (1001, "Expired", .closed), (nil, "", .closed), (1011, "keepalive timeout", .closed),
    ]

    @Test(arguments: ends)
    func everyEndHasItsCause(code: Int?, reason: String, cause: LossCause) {
        var machine = ready()
        machine.closed(code: code, reason: reason, nowMS: 100)
        #expect(machine.drainActions().events == [.lost(cause)])
        // Said once, whatever else the socket does.
        machine.closed(code: nil, reason: "", nowMS: 101)
        machine.failed("late", nowMS: 101)
        #expect(machine.drainActions().isEmpty)
        machine.tick(nowMS: 100 + 1_000)
        #expect(machine.drainActions() == [.connect(connection: 2)])
    }

    @Test func aRefusalIsALossToo() {
        var machine = connecting()
        machine.refused("connection refused", nowMS: 5)
        let reports = machine.drainActions().reports
        #expect(reports.map(\.kind) == [.lost(.refused)])
        #expect(reports.map(\.detail) == ["connection refused"])
    }

    @Test func aConnectThatDoesNotEndIsGivenUp() {
        var machine = connecting()
        #expect(machine.nextDeadlineMS == 10_000)
        machine.tick(nowMS: 9_999)
        #expect(machine.drainActions().isEmpty)
        machine.tick(nowMS: 10_000)
        let actions = machine.drainActions()
        #expect(actions.first == .abandon)
        #expect(actions.events == [.lost(.refused)])
    }

    @Test func brokenFramingIsAnError() {
        var machine = ready()
        machine.failed("invalidFrameLength", nowMS: 9)
        let actions = machine.drainActions()
        #expect(actions.first == .abandon)
        #expect(actions.events == [.lost(.error)])
    }

    /// Mute within the threshold and a second, and never before it.
    @Test func aMuteSocketIsNoticed() {
        var machine = ready()
        var now: Int64 = 0
        while machine.drainActions().events.isEmpty {
            now += 100
            machine.tick(nowMS: now)
            if now > 20_000 { break }
        }
        #expect((15_000...16_000).contains(now))
    }

    /// Pongs alone do not keep a connection: there is no market in them.
    @Test func aSocketThatOnlyAnswersPingsIsMute() {
        var machine = ready()
        var lost: [ConnectionEvent.Kind] = []
        var now: Int64 = 0
        while lost.isEmpty, now < 60_000 {
            now += 500
            machine.hear(.pong, now)
            machine.hear(.malformed("?"), now)
            machine.tick(nowMS: now)
            lost = machine.drainActions().events
        }
        #expect(lost == [.lost(.stalled)])
        #expect((15_000...16_000).contains(now))
    }

    @Test func aSocketThatNeverSpokeIsNoticed() {
        var machine = connecting()
        machine.opened(nowMS: 0)
        _ = machine.drainActions()
        var now: Int64 = 0
        var lost: [ConnectionEvent.Kind] = []
        while lost.isEmpty, now < 30_000 {
            now += 500
            machine.tick(nowMS: now)
            lost = machine.drainActions().events
        }
        #expect(lost == [.lost(.stalled)])
        #expect((15_000...16_000).contains(now))
    }

    @Test func pingsEveryThirtySecondsAndMeasures() {
        var machine = ready()
        var pings: [Int64] = []
        var trips: [Int64] = []
        for now in stride(from: Int64(500), through: 100_000, by: 500) {
            machine.contexts(now)
            machine.tick(nowMS: now)
            for action in machine.drainActions() {
                if case .send(.ping) = action {
                    pings.append(now)
                    machine.hear(.pong, now + 70)
                }
                if case .pongMeasured(let roundTripMS) = action { trips.append(roundTripMS) }
            }
        }
        for action in machine.drainActions() {
            if case .pongMeasured(let roundTripMS) = action { trips.append(roundTripMS) }
        }
        #expect(pings.count == 3)
        #expect(zip(pings, pings.dropFirst()).allSatisfy { (30_000...31_000).contains($1 - $0) })
        #expect(trips == [70, 70, 70])
    }

    @Test func aPongThatDoesNotComeIsAStall() {
        var machine = ready()
        var now: Int64 = 0
        var events: [ConnectionEvent.Kind] = []
        while events.isEmpty, now < 60_000 {
            now += 500
            machine.contexts(now)
            machine.tick(nowMS: now)
            events = machine.drainActions().events
        }
        #expect(events == [.lost(.stalled)])
        #expect((40_000...42_000).contains(now))
    }

    /// Quiet books are no fault: contexts alone keep everything alive for a day.
    @Test func aDayOfQuietBooksLosesNothing() {
        var machine = ready()
        var events: [ConnectionEvent.Kind] = []
        var notes = 0
        for now in stride(from: Int64(1_000), through: 86_400_000, by: 1_000) {
            machine.contexts(now)
            machine.tick(nowMS: now)
            for action in machine.drainActions() {
                switch action {
                case .send(.ping): machine.hear(.pong, now)
                case .report(let event): events.append(event.kind)
                case .note: notes += 1
                default: break
                }
            }
        }
        #expect(events.isEmpty)
        #expect(notes == 0)
    }

    @Test func aLostAcknowledgementIsAskedForAgain() {
        var machine = connecting()
        machine.opened(nowMS: 0)
        for (channel, slot) in [(MarketChannel.bbo, 0), (.context, 0), (.context, 1)] {
            machine.hear(.subscribed(channel, slot: slot), 1)
        }
        _ = machine.drainActions()
        var frames: [ClientFrame] = []
        var askedAt: [Int64] = []
        for now in stride(from: Int64(1_000), through: 80_000, by: 1_000) {
            machine.contexts(now)
            machine.tick(nowMS: now)
            let sent = machine.drainActions().frames.filter { $0 != .ping }
            frames += sent
            if !sent.isEmpty { askedAt.append(now) }
            machine.hear(.pong, now)
        }
        let again: [ClientFrame] = [
            .unsubscribe(.bbo, coin: "xyz:NVDA"), .subscribe(.bbo, coin: "xyz:NVDA"),
        ]
        #expect(frames == again + again + again)
        // Each time twice as patient.
        #expect(askedAt == [10_000, 30_000, 70_000])
        machine.hear(.subscribed(.bbo, slot: 1), 80_001)
        #expect(machine.drainActions().events == [.subscribed, .ready])
    }

    /// One market falls silent: it alone is subscribed anew, less and less often, and the others live on.
    @Test func aMuteMarketIsSubscribedAnewAlone() {
        var machine = ready()
        var askedAt: [Int64] = []
        for now in stride(from: Int64(1_000), through: 200_000, by: 1_000) {
            machine.hear(.context(slot: 0, oracle: nil, mark: nil), now)
            machine.tick(nowMS: now)
            let actions = machine.drainActions()
            #expect(actions.events.isEmpty)
            for action in actions {
                switch action {
                case .send(.ping): machine.hear(.pong, now)
                case .send(.unsubscribe(.context, let coin)):
                    #expect(coin == "xyz:NVDA")
                    askedAt.append(now)
                    for channel in MarketChannel.allCases {
                        machine.hear(.unsubscribed(channel, slot: 1), now)
                        machine.hear(.subscribed(channel, slot: 1), now)
                    }
                default: break
                }
            }
        }
        #expect(askedAt == [20_000, 40_000, 80_000, 160_000])
    }

    @Test func backsOffWithFullJitterUpToItsCap() {
        func delays(seed: UInt64) -> [Int64] {
            var machine = connecting(settings { $0.seed = seed })
            var now: Int64 = 0
            var delays: [Int64] = []
            for _ in 0..<200 {
                machine.refused("no", nowMS: now)
                _ = machine.drainActions()
                let lostAt = now
                now = machine.nextDeadlineMS
                machine.tick(nowMS: now)
                #expect(machine.drainActions().first == .connect(connection: delays.count + 2))
                delays.append(now - lostAt)
            }
            return delays
        }
        let one = delays(seed: 1)
        #expect(one == delays(seed: 1))
        #expect(one != delays(seed: 2))
        #expect(one.allSatisfy { $0 <= 30_000 })
        #expect(one[0] <= 1_000)
        #expect(one[1] <= 2_000)
        #expect(one[2] <= 4_000)
        // Full jitter fills its range: some are short and some long.
        #expect(one[10...].contains { $0 < 5_000 })
        #expect(one[10...].contains { $0 > 25_000 })
    }

    @Test func aGoodConnectionStartsTheBackoffAnew() {
        var machine = connecting()
        var now: Int64 = 0
        for _ in 0..<20 {
            machine.refused("no", nowMS: now)
            now = machine.nextDeadlineMS
            machine.tick(nowMS: now)
        }
        _ = machine.drainActions()
        machine.opened(nowMS: now)
        for slot in 0...1 {
            for channel in MarketChannel.allCases { machine.hear(.subscribed(channel, slot: slot), now) }
        }
        machine.contexts(now)
        machine.closed(code: 1000, reason: "Expired", nowMS: now)
        #expect(machine.nextDeadlineMS <= now + 1_000)
    }

    /// Whatever the venue does, fewer than 30 connections and 2000 messages in any minute.
    @Test func keepsTheVenuesLimitsByConstruction() {
        let many = (0..<400).map { "xyz:C\($0)" }
        for seed: UInt64 in 1...3 {
            var machine = FeedMachine(coins: many, settings: settings { $0.seed = seed })
            var connects: [Int64] = []
            var messages: [Int64] = []
            var now: Int64 = 0
            machine.start(nowMS: now)
            while now < 600_000 {
                for action in machine.drainActions() {
                    switch action {
                    case .connect:
                        connects.append(now)
                        machine.opened(nowMS: now)
                        for slot in many.indices {
                            for channel in MarketChannel.allCases {
                                machine.hear(.subscribed(channel, slot: slot), now)
                            }
                            machine.hear(.context(slot: slot, oracle: nil, mark: nil), now)
                        }
                        machine.closed(code: 1000, reason: "Expired", nowMS: now)
                    case .send: messages.append(now)
                    default: break
                    }
                }
                now += 50
                machine.tick(nowMS: now)
            }
            #expect(connects.count > 100)
            #expect(mostInAMinute(connects) < 30)
            #expect(messages.count > 9_000)
            #expect(mostInAMinute(messages) < 2_000)
        }
    }

    @Test func whatTheBudgetHeldBackIsSentLater() {
        let many = (0..<700).map { "xyz:C\($0)" }
        var machine = FeedMachine(coins: many, settings: settings())
        machine.start(nowMS: 0)
        machine.opened(nowMS: 0)
        var sent = machine.drainActions().frames
        #expect(sent.count == 1_000)
        for now in stride(from: Int64(1_000), through: 60_000, by: 1_000) {
            machine.hear(.context(slot: 0, oracle: nil, mark: nil), now)
            machine.tick(nowMS: now)
            sent += machine.drainActions().frames
        }
        #expect(Set(sent).isSuperset(of: many.map { .subscribe(.context, coin: $0) }))
    }

    @Test func stopsInOrder() {
        var machine = ready()
        machine.stop(nowMS: 100)
        #expect(machine.drainActions() == [.sendClose])
        machine.stop(nowMS: 101)
        machine.hear(.context(slot: 0, oracle: nil, mark: nil), 102)
        #expect(machine.drainActions().isEmpty)
        machine.closed(code: 1000, reason: "", nowMS: 110)
        let actions = machine.drainActions()
        #expect(actions.events == [.lost(.shutdown)])
        #expect(actions.last == .stopped)
        #expect(machine.isStopped)
        #expect(machine.nextDeadlineMS == .max)
        machine.start(nowMS: 200)
        machine.tick(nowMS: 300)
        #expect(machine.drainActions().isEmpty)
    }

    @Test func stopsWhateverTheOtherSideDoes() {
        var mute = ready()
        mute.stop(nowMS: 100)
        _ = mute.drainActions()
        mute.tick(nowMS: 100 + 2_000)
        #expect(mute.drainActions().first == .abandon)
        #expect(mute.isStopped)

        var connecting = connecting()
        connecting.stop(nowMS: 1)
        let actions = connecting.drainActions()
        #expect(actions.first == .abandon)
        #expect(actions.events == [.lost(.shutdown)])
        #expect(connecting.isStopped)

        var waiting = ready()
        waiting.closed(code: nil, reason: "", nowMS: 1)
        _ = waiting.drainActions()
        waiting.stop(nowMS: 2)
        #expect(waiting.drainActions() == [.stopped])
    }

    @Test func aFastClockLeavesRealTimeToReact() {
        let fast = FeedSettings().patient(virtualMSPerRealSecond: 300_000)
        #expect(fast.acknowledgementTimeoutMS == 150_000)
        #expect(fast.pongTimeoutMS == 150_000)
        #expect(fast.muteAfterMS == 30_000)
        #expect(fast.backoffFirstMS == 1_000)
        #expect(fast.pingIntervalMS == 30_000)
        #expect(FeedSettings().patient(virtualMSPerRealSecond: 1_000) == FeedSettings())
    }

    private func mostInAMinute(_ times: [Int64]) -> Int {
        var most = 0
        var first = 0
        for last in times.indices {
            while times[last] - times[first] >= 60_000 { first += 1 }
            most = max(most, last - first + 1)
        }
        return most
    }
}

extension FeedMachine {
    mutating func hear(_ message: VenueMessage, _ nowMS: Int64) {
        received(message, nowMS: nowMS)
    }

    mutating func contexts(_ nowMS: Int64) {
        for slot in FeedMachineTests.coins.indices {
            hear(.context(slot: slot, oracle: nil, mark: nil), nowMS)
        }
    }
}

extension [FeedAction] {
    var reports: [ConnectionEvent] {
        compactMap { if case .report(let event) = $0 { event } else { nil } }
    }
    var events: [ConnectionEvent.Kind] { reports.map(\.kind) }
    var frames: [ClientFrame] {
        compactMap { if case .send(let frame) = $0 { frame } else { nil } }
    }
}
