import SoakFaults
import Testing

@Suite struct ChannelMuteTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([
            ["open": 1], ["muted_frames": 3], ["muted_frames": 3], ["muted_frames": 3], ["muted_frames": 103],
        ])
        var fault = ChannelMute(TestGround.plan(.channelMute))
        #expect(fault.end == .time)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "venue mute-channel bbo")
        #expect(try fault.prove(on: ground) == nil, "nothing was done so far")
        let proof = try ground.outcome(&fault)
        #expect(proof["done"] == .number(100))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue mend")
    }

    @Test func lessIsAMissAndIsLiftedAllTheSame() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["muted_frames": 3]])
        var fault = ChannelMute(TestGround.plan(.channelMute))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue mend")
    }
}
