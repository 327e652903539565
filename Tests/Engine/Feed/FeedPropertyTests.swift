import EngineFeed
import EngineWire
import Testing

/// Whole days and hours of the pure machine, and a venue that does the worst each time.
@Suite struct FeedPropertyTests {
    /// A day as the real one: quiet books, `Expired` every 2 h 50. Exactly those ends, and nothing else is noticed.
    @Test func aDayHasExactlyItsExpiries() {
        var venue = VirtualVenue(coins: ["xyz:A", "xyz:B", "xyz:QUIET"], seed: 11)
        venue.manners.lifetimeMS = 10_000_000...10_600_000
        venue.start()
        venue.run(until: 86_400_000)
        let lost = venue.reports.filter { $0.cause != nil }
        #expect(lost.count == 8)
        #expect(lost.allSatisfy { $0.cause == .expired })
        #expect(venue.notes.isEmpty)
        #expect(venue.connects.count == 9)
        // Back at once: the connections miss a few seconds of the day.
        let gaps = zip(lost, venue.reports.filter { $0.kind == .ready }.dropFirst()).map { $1.atMS - $0.atMS }
        #expect(gaps.count == 8)
        #expect(gaps.allSatisfy { $0 < 4_000 })
        let pings = venue.sent.filter { $0.frame == .ping }.map(\.atMS)
        #expect(
            zip(pings, pings.dropFirst()).allSatisfy {
                (30_000...45_000).contains($1 - $0) || $1 - $0 > 45_000
            })
        #expect(pings.count > 86_400 / 45)
    }

    /// A mute market beside others that speak: known within its threshold and a second, each time that it happens.
    @Test func aMuteMarketIsKnownInTime() {
        let coins = (0..<8).map { "xyz:C\($0)" }
        for seed: UInt64 in 1...5 {
            var venue = VirtualVenue(coins: coins, seed: seed)
            venue.start()
            venue.run(until: 60_000 + Int64(seed) * 377)
            let muteFromMS = venue.nowMS
            venue.manners.mute = ["xyz:C3"]
            venue.run(until: muteFromMS + 30_000)
            let told = venue.notes.filter {
                if case .marketMute(coin: "xyz:C3", _) = $0.note { true } else { false }
            }
            #expect(told.count == venue.notes.count)
            guard let first = told.first, case .marketMute(_, let silentMS) = first.note else {
                Issue.record("nothing told")
                continue
            }
            #expect((20_000...21_000).contains(silentMS))
            #expect(first.atMS - muteFromMS <= 21_000)
            let anew = venue.sent.filter { $0.atMS >= first.atMS && $0.frame != .ping }.map(\.frame)
            #expect(
                anew == [
                    .unsubscribe(.bbo, coin: "xyz:C3"), .subscribe(.bbo, coin: "xyz:C3"),
                    .unsubscribe(.context, coin: "xyz:C3"), .subscribe(.context, coin: "xyz:C3"),
                ])
            #expect(venue.connects.count == 1)
        }
    }

    /// One market's acknowledgement stays lost: the others are watched all the same.
    @Test func aMuteMarketIsKnownAlsoBeforeAllAreAcknowledged() {
        var machine = MachineFixture.connecting()
        machine.opened(nowMS: 0)
        for (channel, slot) in [(MarketChannel.bbo, 0), (.context, 0), (.context, 1)] {
            machine.hear(.subscribed(channel, slot: slot), 1)
        }
        var mute: [Int64] = []
        for now in stride(from: Int64(1_000), through: 40_000, by: 1_000) {
            machine.hear(.context(slot: 1, oracle: nil, mark: nil), now)
            machine.hear(.pong, now)
            machine.tick(nowMS: now)
            for case .note(.marketMute(coin: "xyz:TSLA", _)) in machine.drainActions() { mute.append(now) }
        }
        #expect(mute.first.map { (20_000...21_001).contains($0) } == true)
    }

    /// A halted market may be silent for as long as it likes.
    @Test func aHaltedMarketIsExpectedToBeSilent() {
        var venue = VirtualVenue(coins: ["xyz:A", "xyz:B"], seed: 1)
        venue.start()
        venue.run(until: 5_000)
        venue.change { $0.expect(slot: 1, speaks: false, nowMS: $1) }
        venue.manners.mute = ["xyz:B"]
        venue.run(until: 3_600_000)
        #expect(venue.notes.isEmpty)
        venue.change { $0.expect(slot: 1, speaks: true, nowMS: $1) }
        venue.run(until: 3_605_000)
        #expect(venue.notes.count == 1)
    }

    /// A ping does not wait behind a thousand subscriptions, and its pong is awaited from when it was sent.
    @Test func aFullOutboxIsNoStall() {
        var venue = VirtualVenue(coins: (0..<900).map { "xyz:C\($0)" }, seed: 2)
        venue.start()
        venue.run(until: 120_000)
        #expect(venue.reports.allSatisfy { $0.cause == nil })
        #expect(venue.notes.isEmpty)
        #expect(venue.reports.last?.kind == .ready)
        #expect(
            Set(venue.sent.map(\.frame)).count == venue.sent.count
                - venue.sent.filter { $0.frame == .ping }.count + 1)
        #expect(mostInAMinute(venue.sent.map(\.atMS)) < 2_000)
    }

    /// Whatever it does, fewer than 30 connections and 2000 messages in any minute of many hours; and it never
    /// gives up.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func theWorstVenueKeepsWithinTheLimits(seed: UInt64) {
        var adversary = WorstVenue(seed: seed)
        adversary.run(until: 3 * 3_600_000)
        #expect(adversary.connects.count > 500)
        #expect(mostInAMinute(adversary.connects) < 30)
        #expect(mostInAMinute(adversary.messages) < 2_000)
        #expect(adversary.connects.last.map { $0 > 3 * 3_600_000 - 400_000 } == true)
    }
}

/// A venue without manners: for each connection it picks something bad to do.
private struct WorstVenue {
    private var machine: FeedMachine
    private var state: UInt64
    private let count: Int
    private(set) var connects: [Int64] = []
    private(set) var messages: [Int64] = []
    private var deed = 0

    init(seed: UInt64) {
        state = seed &* 0x9e37_79b9_7f4a_7c15
        count = [3, 60, 300][Int(seed % 3)]
        machine = FeedMachine(
            coins: (0..<count).map { "xyz:C\($0)" }, settings: MachineFixture.settings { $0.seed = seed })
    }

    mutating func run(until endMS: Int64) {
        var now: Int64 = 0
        machine.start(nowMS: now)
        while now < endMS {
            for action in machine.drainActions() { heed(action, now) }
            if random(20) == 0 { torment(now) }
            now = max(now + 1, min(now + 250 + Int64(random(500)), machine.nextDeadlineMS))
            machine.tick(nowMS: now)
        }
    }

    private mutating func heed(_ action: FeedAction, _ now: Int64) {
        switch action {
        case .connect:
            connects.append(now)
            deed = random(8)
            if deed == 0 { return machine.refused("no", nowMS: now) }
            if deed == 1 { return }
            machine.opened(nowMS: now)
            if deed == 2 { machine.closed(code: nil, reason: "", nowMS: now) }
        case .send(let frame):
            messages.append(now)
            answer(frame, now)
        default: break
        }
    }

    private mutating func answer(_ frame: ClientFrame, _ now: Int64) {
        guard case .subscribe(let channel, let coin) = frame, let slot = Int(coin.dropFirst(5)) else {
            return
        }
        switch deed {
        case 3: machine.received(.subscribed(channel, slot: slot), nowMS: now)
        case 4:
            machine.received(.subscribed(channel, slot: slot), nowMS: now)
            machine.received(.context(slot: slot, oracle: nil, mark: nil), nowMS: now)
            if slot == count - 1 { machine.closed(code: 1000, reason: "Expired", nowMS: now) }
        case 5:
            if slot % 7 != 3 { machine.received(.subscribed(channel, slot: slot), nowMS: now) }
            if slot == count / 2 { machine.closed(code: nil, reason: "", nowMS: now) }
        case 6: machine.received(.error("Already subscribed: x"), nowMS: now)
        default: if random(2) == 0 { machine.received(.subscribed(channel, slot: slot), nowMS: now) }
        }
    }

    private mutating func torment(_ now: Int64) {
        let slot = random(count)
        switch random(6) {
        case 0: machine.closed(code: nil, reason: "", nowMS: now)
        case 1: machine.failed("invalid", nowMS: now)
        case 2: machine.received(.malformed("?"), nowMS: now)
        case 3: machine.received(.pong, nowMS: now)
        case 4: machine.received(.unsubscribed(.context, slot: slot), nowMS: now)
        default: machine.received(.context(slot: slot, oracle: nil, mark: nil), nowMS: now)
        }
    }

    private mutating func random(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}
