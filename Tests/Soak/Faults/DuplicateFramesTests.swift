import SoakFaults
import Testing

@Suite struct DuplicateFramesTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], [:], [:], ["doubled_frames": 499], ["doubled_frames": 500]])
        var fault = DuplicateFrames(TestGround.plan(.duplicateFrames))
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "venue double 500")
        #expect(try fault.prove(on: ground) == nil)
        #expect(try ground.outcome(&fault)["done"] == .number(500))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue mend")
    }

    @Test func fewerAreAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], [:], [:], ["doubled_frames": 499]])
        var fault = DuplicateFrames(TestGround.plan(.duplicateFrames))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
