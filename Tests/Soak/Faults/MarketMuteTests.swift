import SoakFaults
import Testing

@Suite struct MarketMuteTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([
            ["open": 1], ["muted_frames": 3], ["muted_frames": 3], ["muted_frames": 3], ["muted_frames": 23],
        ])
        var fault = MarketMute(TestGround.plan(.marketMute))
        #expect(fault.end == .time)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "venue mute-market 4")
        #expect(try fault.prove(on: ground) == nil, "nothing was done so far")
        let proof = try ground.outcome(&fault)
        #expect(proof["done"] == .number(20))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue mend")
    }

    @Test func lessIsAMissAndIsLiftedAllTheSame() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["muted_frames": 3]])
        var fault = MarketMute(TestGround.plan(.marketMute))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue mend")
    }
}
