import SoakFaults
import Testing

@Suite struct HugeNumberFramesTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_huge-number": 7], ["sent_huge-number": 27]])
        var fault = HugeNumberFrames(TestGround.plan(.hugeNumberFrames))
        #expect(fault.end == .atOnce)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "venue frames huge-number 20")
        let proof = try ground.outcome(&fault)
        #expect(proof["done"] == .number(20))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue report", "what was sent can't be taken back")
    }

    @Test func fewerAreAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_huge-number": 7], ["sent_huge-number": 26]])
        var fault = HugeNumberFrames(TestGround.plan(.hugeNumberFrames))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
