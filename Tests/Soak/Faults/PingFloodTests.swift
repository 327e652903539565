import SoakFaults
import Testing

@Suite struct PingFloodTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_ping": 7], ["sent_ping": 507]])
        var fault = PingFlood(TestGround.plan(.pingFlood))
        #expect(fault.end == .atOnce)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "venue frames ping 500")
        let proof = try ground.outcome(&fault)
        #expect(proof["done"] == .number(500))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue report", "what was sent can't be taken back")
    }

    @Test func fewerAreAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_ping": 7], ["sent_ping": 506]])
        var fault = PingFlood(TestGround.plan(.pingFlood))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
