import SoakFaults
import Testing

@Suite struct InfoServerErrorTests {
    @Test func theExchangesOwnCountIsTheProof() throws {
        let ground = TestGround(Bench())
        try ground.play([
            ["open": 1], ["info_server-error": 3], ["info_server-error": 3], ["info_server-error": 3],
            ["info_server-error": 4],
        ])
        var fault = InfoServerError(TestGround.plan(.infoServerError))
        #expect(fault.end == .time)
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "venue info server-error")
        #expect(try fault.prove(on: ground) == nil, "nothing was done so far")
        let proof = try ground.outcome(&fault)
        #expect(proof["done"] == .number(1))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue mend")
    }

    @Test func lessIsAMissAndIsLiftedAllTheSame() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1], ["info_server-error": 3]])
        var fault = InfoServerError(TestGround.plan(.infoServerError))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "venue mend")
    }
}
