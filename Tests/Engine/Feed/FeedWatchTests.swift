import EngineFeed
import EngineWire
import Testing

/// What the machine notices by itself: silence, missing pongs and acknowledgements, mute markets.
@Suite struct FeedWatchTests {
    /// Known within 15 s of its last word, at whatever moment that was, and never before.
    @Test(arguments: [0, 1, 137, 500, 999, 12_345] as [Int64])
    func aMuteSocketIsNoticed(lastWordMS: Int64) {
        var machine = MachineFixture.ready()
        var now: Int64 = 0
        while now < lastWordMS {
            now = min(lastWordMS, machine.nextDeadlineMS)
            machine.tick(nowMS: now)
        }
        machine.contexts(lastWordMS)
        while machine.drainActions().events.isEmpty, now < lastWordMS + 20_000 {
            now = machine.nextDeadlineMS
            machine.tick(nowMS: now)
        }
        #expect(now == lastWordMS + 15_000)
    }

    /// Pongs alone do not keep a connection: there is no market in them.
    @Test func aSocketThatOnlyAnswersPingsIsMute() {
        var machine = MachineFixture.ready()
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
        var machine = MachineFixture.connecting()
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
        var machine = MachineFixture.ready()
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
        var machine = MachineFixture.ready()
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
        var machine = MachineFixture.ready()
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
        var machine = MachineFixture.connecting()
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
        var machine = MachineFixture.ready()
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
}
