import SoakExchange
import Testing

@Suite struct BacklogTests {
    private let ms: Int64 = 1_000_000

    @Test func holdsAboveTheBound() {
        var gate = BacklogGate(isEnabled: true)
        #expect(gate.mustAsk(realNs: 0))
        gate.asked(realNs: 0, backlogBytes: BacklogGate.bytesMax, lagNs: 0)
        #expect(!gate.mustHold)
        gate.asked(realNs: 2 * ms, backlogBytes: BacklogGate.bytesMax + 1, lagNs: 0)
        #expect(gate.mustHold)
        gate.asked(realNs: 4 * ms, backlogBytes: 10, lagNs: 0)
        #expect(!gate.mustHold)
        gate.asked(realNs: 6 * ms, backlogBytes: 10, lagNs: BacklogGate.lagMaxNs + 1)
        #expect(gate.mustHold, "a few bytes that lie there too long are too much as well")
        #expect(gate.holds == 2)
    }

    @Test func asksNoMoreOftenThanItsInterval() {
        var gate = BacklogGate(isEnabled: true)
        gate.asked(realNs: 0, backlogBytes: 0, lagNs: 0)
        #expect(!gate.mustAsk(realNs: BacklogGate.askEveryNs - 1))
        #expect(gate.mustAsk(realNs: BacklogGate.askEveryNs))
    }

    @Test func doesNotHoldWhileAFaultExplainsTheBacklog() {
        var gate = BacklogGate(isEnabled: false)
        gate.asked(realNs: 0, backlogBytes: .max, lagNs: .max)
        #expect(!gate.mustHold)
        #expect(gate.holds == 0)
        gate.isEnabled = true
        #expect(gate.mustHold, "the fault is over and the backlog is still there")
    }

    @Test func knowsSinceWhenTheOldestByteIsUnread() {
        var track = DeliveryTrack()
        #expect(track.lagNs(realNs: 0) == 0)
        track.wrote(bytes: 100, realNs: 1 * ms)
        track.wrote(bytes: 100, realNs: 2 * ms)
        track.wrote(bytes: 100, realNs: 3 * ms)
        track.unread(bytes: 250)
        #expect(track.lagNs(realNs: 10 * ms) == 9 * ms)
        track.unread(bytes: 200)
        #expect(track.lagNs(realNs: 10 * ms) == 8 * ms)
        track.unread(bytes: 1)
        #expect(track.lagNs(realNs: 10 * ms) == 7 * ms)
        track.unread(bytes: 0)
        #expect(track.lagNs(realNs: 10 * ms) == 0)
    }

    @Test func keepsTrackOverALongRun() {
        var track = DeliveryTrack()
        for step in 1...10_000 {
            track.wrote(bytes: 7, realNs: Int64(step) * ms)
            track.unread(bytes: 21)
            if step > 3 { #expect(track.lagNs(realNs: Int64(step) * ms) == 2 * ms) }
        }
    }

    @Test func deliveryStandsStillWhileNothingIsRead() {
        var clock = DeliveryClock()
        #expect(clock.ns(realNs: 100 * ms) == 100 * ms)
        clock.observe(lagNs: DeliveryClock.lagMaxNs, realNs: 100 * ms)
        #expect(clock.ns(realNs: 200 * ms) == 200 * ms)
        clock.observe(lagNs: DeliveryClock.lagMaxNs + 1, realNs: 200 * ms)
        #expect(clock.ns(realNs: 5_000 * ms) == 200 * ms)
        clock.observe(lagNs: 3_000 * ms, realNs: 3_000 * ms)
        #expect(clock.ns(realNs: 5_000 * ms) == 200 * ms)
        clock.observe(lagNs: 0, realNs: 5_000 * ms)
        #expect(clock.ns(realNs: 5_001 * ms) == 201 * ms)
    }
}
