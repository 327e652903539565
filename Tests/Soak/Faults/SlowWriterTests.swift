import SoakFaults
import Testing

@Suite struct SlowWriterTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([
            ["open": 1], ["open": 1], [:], ["paced_writes": 99, "paced_bytes": 24_000],
            ["paced_writes": 100, "paced_bytes": 24_000],
        ])
        var fault = SlowWriter(TestGround.plan(.slowWriter))
        #expect(fault.end == .time)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "network pace slow 250")
        #expect(try fault.prove(on: ground) == nil)
        let proof = try ground.outcome(&fault)
        #expect(proof["writes"] == .number(100) && proof["bytes"] == .number(24_000))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "network mend")
    }

    @Test func lessIsAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["open": 1], [:], ["paced_writes": 99, "paced_bytes": 24_000]])
        var fault = SlowWriter(TestGround.plan(.slowWriter))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        // Missed, and undone all the same.
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "network mend")
    }
}
