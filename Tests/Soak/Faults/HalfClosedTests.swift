import SoakFaults
import Testing

@Suite struct HalfClosedTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([
            ["open": 1, "half-closed": 2], ["open": 1, "half-closed": 2], ["open": 0, "half-closed": 3],
        ])
        var fault = HalfClosed(TestGround.plan(.halfClosed))
        #expect(fault.end == .atOnce)
        try ground.make(&fault)
        #expect(ground.venueOrders == ["network report", "network report", "network end half-closed"])
        let proof = try ground.outcome(&fault)
        #expect(proof["ended"] == .number(1) && proof["open_before"] == .number(1))
        try fault.lift(on: ground)
        #expect(!ground.venueOrders.contains("network mend"))
    }

    /// That something else was ended proves nothing.
    @Test func anotherEndIsNoProof() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["open": 1], ["open": 0, "cut": 1]])
        var fault = HalfClosed(TestGround.plan(.halfClosed))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
