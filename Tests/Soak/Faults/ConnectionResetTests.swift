import SoakFaults
import Testing

@Suite struct ConnectionResetTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1, "reset": 2], ["open": 1, "reset": 2], ["open": 0, "reset": 3]])
        var fault = ConnectionReset(TestGround.plan(.connectionReset))
        #expect(fault.end == .atOnce)
        try ground.make(&fault)
        #expect(ground.venueOrders == ["network report", "network report", "network end reset"])
        let proof = try ground.outcome(&fault)
        #expect(proof["ended"] == .number(1) && proof["open_before"] == .number(1))
        try fault.lift(on: ground)
        #expect(!ground.venueOrders.contains("network mend"))
    }

    /// That something else was ended proves nothing.
    @Test func anotherEndIsNoProof() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["open": 1], ["open": 0, "cut": 1]])
        var fault = ConnectionReset(TestGround.plan(.connectionReset))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
