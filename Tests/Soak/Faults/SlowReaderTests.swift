import SoakFaults
import Testing

@Suite struct SlowReaderTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([
            ["open": 1], ["open": 1], [:], ["deafened": 1], ["deafened": 1, "unread_bytes_max": 25],
        ])
        var fault = SlowReader(TestGround.plan(.slowReader))
        #expect(fault.end == .time)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "network deafen")
        #expect(try fault.prove(on: ground) == nil)
        let proof = try ground.outcome(&fault)
        #expect(proof["deafened"] == .number(1) && proof["unread_bytes"] == .number(25))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "network mend")
    }

    @Test func lessIsAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["open": 1], [:], ["deafened": 1]])
        var fault = SlowReader(TestGround.plan(.slowReader))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        // Missed, and undone all the same.
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "network mend")
    }
}
