import SoakFaults
import Testing

@Suite struct FeedStalledTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([
            ["open": 1], ["open": 1], [:], ["stalled": 1], ["stalled": 1, "withheld_frames": 9],
        ])
        var fault = FeedStalled(TestGround.plan(.feedStalled))
        #expect(fault.end == .time)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "network stall")
        #expect(try fault.prove(on: ground) == nil)
        let proof = try ground.outcome(&fault)
        #expect(proof["stalled"] == .number(1) && proof["withheld_frames"] == .number(9))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "network mend")
    }

    @Test func lessIsAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["open": 1], [:], ["stalled": 1]])
        var fault = FeedStalled(TestGround.plan(.feedStalled))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        // Missed, and undone all the same.
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "network mend")
    }
}
