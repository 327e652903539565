import SoakFaults
import Testing

@Suite struct BytesOneAtATimeTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([
            ["open": 1], ["open": 1], [:], ["paced_writes": 1_999, "paced_bytes": 1_999],
            ["paced_writes": 2_000, "paced_bytes": 2_000],
        ])
        var fault = BytesOneAtATime(TestGround.plan(.bytesOneAtATime))
        #expect(fault.end == .time)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "network pace single 150")
        #expect(try fault.prove(on: ground) == nil)
        let proof = try ground.outcome(&fault)
        #expect(proof["writes"] == .number(2_000))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "network mend")
    }

    @Test func lessIsAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["open": 1], [:], ["paced_writes": 1_999, "paced_bytes": 1_999]])
        var fault = BytesOneAtATime(TestGround.plan(.bytesOneAtATime))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        // Missed, and undone all the same.
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "network mend")
    }

    @Test func bytesThatWentTogetherAreAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["open": 1], [:], ["paced_writes": 2_000, "paced_bytes": 2_001]])
        var fault = BytesOneAtATime(TestGround.plan(.bytesOneAtATime))
        try ground.make(&fault)
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
