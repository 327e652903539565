import SoakFaults
import Testing

@Suite struct HugeFrameTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_huge": 7], ["sent_huge": 8]])
        var fault = HugeFrame(TestGround.plan(.hugeFrame))
        #expect(fault.end == .atOnce)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "venue frames huge 1")
        let proof = try ground.outcome(&fault)
        #expect(proof["done"] == .number(1))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue report", "what was sent can't be taken back")
    }

    @Test func fewerAreAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_huge": 7], ["sent_huge": 7]])
        var fault = HugeFrame(TestGround.plan(.hugeFrame))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
