import SoakFaults
import Testing

@Suite struct LostAcknowledgementsTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([
            ["open": 1], [:], [:], [:], ["lost_acknowledgements": 2], ["lost_acknowledgements": 3],
        ])
        var fault = LostAcknowledgements(TestGround.plan(.lostAcknowledgements))
        try ground.make(&fault)
        #expect(Array(ground.venueOrders.suffix(2)) == ["venue lose-acknowledgements 3", "network end cut"])
        #expect(try fault.prove(on: ground) == nil)
        let proof = try ground.outcome(&fault)
        #expect(proof["done"] == .number(3))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue mend")
    }

    @Test func whoNeverCameBackAskedForNothing() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], [:]])
        var fault = LostAcknowledgements(TestGround.plan(.lostAcknowledgements))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
