import Glibc
import SoakFaults
import Testing

@Suite struct StoppedForMinutesTests {
    let bench = Bench()

    @Test func itStandsForTwoMinutesUnlessAskedOtherwise() {
        let plan = PlannedFault(
            id: "s", kind: .stoppedForMinutes, armAt: VirtualTime(ms: 0), until: VirtualTime(ms: 1))
        #expect(plan.lengthRealMs == 120_000 && StoppedForMinutes(plan).holdsTime)
        #expect(FaultKind.stoppedForMinutes.lengthRealMsMax == 600_000)
    }

    @Test func itStandsStillAndGoesOn() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: WriteErrorTests.script(ground.signals))
        #expect(eventually { ground.signalLines.count > 2 })
        var fault = StoppedForMinutes(TestGround.plan(.stoppedForMinutes, lengthRealMs: 120_000))
        try ground.make(&fault)
        #expect(eventually { ground.engineState.pid.flatMap { ProcessFacts.state($0) } == "T" })
        #expect(try fault.prove(on: ground) == nil)
        ground.pass(ms: 119_999)
        #expect(try fault.prove(on: ground) == nil)
        ground.pass(ms: 1)
        #expect(try fault.prove(on: ground)?["stopped_ms"] == .number(120_000))
        let lines = ground.signalLines.count
        try fault.lift(on: ground)
        #expect(eventually { ground.signalLines.count > lines + 2 })
    }
}
