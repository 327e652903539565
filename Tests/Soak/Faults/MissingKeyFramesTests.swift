import SoakFaults
import Testing

@Suite struct MissingKeyFramesTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_missing-key": 7], ["sent_missing-key": 27]])
        var fault = MissingKeyFrames(TestGround.plan(.missingKeyFrames))
        #expect(fault.end == .atOnce)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "venue frames missing-key 20")
        let proof = try ground.outcome(&fault)
        #expect(proof["done"] == .number(20))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue report", "what was sent can't be taken back")
    }

    @Test func fewerAreAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_missing-key": 7], ["sent_missing-key": 26]])
        var fault = MissingKeyFrames(TestGround.plan(.missingKeyFrames))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
