import SoakFaults
import Testing

@Suite struct ClockStepDayTests {
    let bench = Bench()

    @Test func theWallClockDiffersUntilItIsSetRight() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "sleep 600")
        var fault = ClockStepDay(TestGround.plan(.clockStepDay))
        try ground.make(&fault)
        #expect(try fault.prove(on: ground) == nil)  // an engine that looks once a second has not seen it yet
        ground.now = ground.now + 60_000
        ground.pass(ms: 1000)
        let proof = try #require(try fault.prove(on: ground))
        #expect(proof["ahead_ms"] == .number(86400000))
        try fault.lift(on: ground)
        try fault.lift(on: ground)
        #expect(ground.wall.wallMs == ground.now.ms && fault.end == .time)
    }

    @Test func oneThatIsSetRightBehindOurBackIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "sleep 600")
        var fault = ClockStepDay(TestGround.plan(.clockStepDay))
        try ground.make(&fault)
        try ground.setWall(.none)
        ground.now = ground.now + 60_000
        ground.pass(ms: 1000)
        let miss = #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        #expect(miss?.why.contains("ahead by 0 ms") == true)
    }
}
