import SoakFaults
import Testing

@Suite struct InvalidUTF8FramesTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_invalid-utf8": 7], ["sent_invalid-utf8": 12]])
        var fault = InvalidUTF8Frames(TestGround.plan(.invalidUTF8Frames))
        #expect(fault.end == .atOnce)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "venue frames invalid-utf8 5")
        let proof = try ground.outcome(&fault)
        #expect(proof["done"] == .number(5))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue report", "what was sent can't be taken back")
    }

    @Test func fewerAreAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["sent_invalid-utf8": 7], ["sent_invalid-utf8": 11]])
        var fault = InvalidUTF8Frames(TestGround.plan(.invalidUTF8Frames))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
