import SoakFaults
import Testing

@Suite struct InfoTooManyTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([
            ["open": 1], ["info_too-many": 3], ["info_too-many": 3], ["info_too-many": 3],
            ["info_too-many": 4],
        ])
        var fault = InfoTooMany(TestGround.plan(.infoTooMany))
        #expect(fault.end == .time)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "venue info too-many")
        #expect(try fault.prove(on: ground) == nil, "nothing was done so far")
        let proof = try ground.outcome(&fault)
        #expect(proof["done"] == .number(1))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue mend")
    }

    @Test func lessIsAMissAndIsLiftedAllTheSame() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["info_too-many": 3]])
        var fault = InfoTooMany(TestGround.plan(.infoTooMany))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue mend")
    }
}
