import SoakFaults
import Testing

@Suite struct FrameBurstTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_burst": 7], ["sent_burst": 50007]])
        var fault = FrameBurst(TestGround.plan(.frameBurst))
        #expect(fault.end == .atOnce)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "venue burst 50000")
        let proof = try ground.outcome(&fault)
        #expect(proof["done"] == .number(50000))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue report", "what was sent can't be taken back")
    }

    @Test func fewerAreAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_burst": 7], ["sent_burst": 50006]])
        var fault = FrameBurst(TestGround.plan(.frameBurst))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
