import EngineFeed
import EngineWire
import Testing

/// The machine in virtual time: each transition in microseconds, no socket.
@Suite struct FeedMachineTests {
    @Test func subscribesBothChannelsOfEachMarket() {
        var machine = MachineFixture.connecting()
        machine.opened(nowMS: 10)
        #expect(
            machine.drainActions().frames == [
                .subscribe(.bbo, coin: "xyz:TSLA"), .subscribe(.context, coin: "xyz:TSLA"),
                .subscribe(.bbo, coin: "xyz:NVDA"), .subscribe(.context, coin: "xyz:NVDA"),
            ])
    }

    @Test func saysConnectedSubscribedReady() {
        var machine = MachineFixture.connecting()
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
        var machine = MachineFixture.connecting()
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
        var machine = MachineFixture.ready()
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
        var machine = MachineFixture.connecting()
        machine.refused("connection refused", nowMS: 5)
        let reports = machine.drainActions().reports
        #expect(reports.map(\.kind) == [.lost(.refused)])
        #expect(reports.map(\.detail) == ["connection refused"])
    }

    @Test func aConnectThatDoesNotEndIsGivenUp() {
        var machine = MachineFixture.connecting()
        #expect(machine.nextDeadlineMS == 10_000)
        machine.tick(nowMS: 9_999)
        #expect(machine.drainActions().isEmpty)
        machine.tick(nowMS: 10_000)
        let actions = machine.drainActions()
        #expect(actions.first == .abandon)
        #expect(actions.events == [.lost(.refused)])
    }

    @Test func brokenFramingIsAnError() {
        var machine = MachineFixture.ready()
        machine.failed("invalidFrameLength", nowMS: 9)
        let actions = machine.drainActions()
        #expect(actions.first == .abandon)
        #expect(actions.events == [.lost(.error)])
    }
    @Test func stopsInOrder() {
        var machine = MachineFixture.ready()
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
        var mute = MachineFixture.ready()
        mute.stop(nowMS: 100)
        _ = mute.drainActions()
        mute.tick(nowMS: 100 + 2_000)
        #expect(mute.drainActions().first == .abandon)
        #expect(mute.isStopped)

        var connecting = MachineFixture.connecting()
        connecting.stop(nowMS: 1)
        let actions = connecting.drainActions()
        #expect(actions.first == .abandon)
        #expect(actions.events == [.lost(.shutdown)])
        #expect(connecting.isStopped)

        var waiting = MachineFixture.ready()
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
}
