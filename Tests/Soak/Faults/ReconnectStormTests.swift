import SoakFaults
import Testing

@Suite struct ReconnectStormTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["open": 1], [:], ["stormed": 2], ["stormed": 3, "over_limit": 1]])
        var fault = ReconnectStorm(TestGround.plan(.reconnectStorm))
        #expect(fault.end == .time)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "network storm")
        #expect(try fault.prove(on: ground) == nil)
        let proof = try ground.outcome(&fault)
        #expect(proof["stormed"] == .number(3) && proof["over_limit"] == .number(1))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "network mend")
    }

    @Test func lessIsAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["open": 1], [:], ["stormed": 2]])
        var fault = ReconnectStorm(TestGround.plan(.reconnectStorm))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        // Missed, and undone all the same.
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "network mend")
    }
}
