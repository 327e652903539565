import EngineFeed
import EngineWire
import Testing

/// Back-off, and the venue's limits.
@Suite struct FeedLimitTests {
    @Test func backsOffWithFullJitterUpToItsCap() {
        func delays(seed: UInt64) -> [Int64] {
            var machine = MachineFixture.connecting(MachineFixture.settings { $0.seed = seed })
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
        var machine = MachineFixture.connecting()
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
            var machine = FeedMachine(coins: many, settings: MachineFixture.settings { $0.seed = seed })
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

    /// Answers to a flood of pings and everything else together.
    @Test func pingsTakeItOverNoLimit() {
        var machine = MachineFixture.ready()
        var pongs: [Int64] = []
        for now in stride(from: Int64(0), to: 180_000, by: 10) where machine.takePong(nowMS: now) {
            pongs.append(now)
        }
        #expect(pongs.count > 180)
        #expect(mostInAMinute(pongs) <= 80)
        // The others' bound is 1000 + 900.
        #expect(mostInAMinute(pongs) + 1_900 < 2_000)
    }

    @Test func whatTheBudgetHeldBackIsSentLater() {
        let many = (0..<700).map { "xyz:C\($0)" }
        var machine = FeedMachine(coins: many, settings: MachineFixture.settings())
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
}
