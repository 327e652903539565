import SoakFaults
import Testing

@Suite struct UnlistedCoinFramesTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_unlisted-coin": 7], ["sent_unlisted-coin": 27]])
        var fault = UnlistedCoinFrames(TestGround.plan(.unlistedCoinFrames))
        #expect(fault.end == .atOnce)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "venue frames unlisted-coin 20")
        let proof = try ground.outcome(&fault)
        #expect(proof["done"] == .number(20))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue report", "what was sent can't be taken back")
    }

    @Test func fewerAreAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_unlisted-coin": 7], ["sent_unlisted-coin": 26]])
        var fault = UnlistedCoinFrames(TestGround.plan(.unlistedCoinFrames))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
