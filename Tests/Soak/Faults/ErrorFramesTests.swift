import SoakFaults
import Testing

@Suite struct ErrorFramesTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_error": 7], ["sent_error": 27]])
        var fault = ErrorFrames(TestGround.plan(.errorFrames))
        #expect(fault.end == .atOnce)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "venue frames error 20")
        let proof = try ground.outcome(&fault)
        #expect(proof["done"] == .number(20))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue report", "what was sent can't be taken back")
    }

    @Test func fewerAreAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_error": 7], ["sent_error": 26]])
        var fault = ErrorFrames(TestGround.plan(.errorFrames))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
