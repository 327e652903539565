import SoakFaults
import Testing

@Suite struct OpenFilesLimitTests {
    let bench = Bench()

    @Test func nothingIsOpenedUntilItIsRaisedAgain() throws {
        let ground = TestGround(bench)
        // As an engine, it has some files open that it does not open again.
        let held = "exec 4</dev/null 5</dev/null 6</dev/null\n"
        try ground.startEngine(script: held + WriteErrorTests.script(ground.signals))
        #expect(eventually { ground.signalLines.count > 2 })
        var fault = OpenFilesLimit(TestGround.plan(.openFilesLimit))
        try ground.make(&fault)
        #expect(
            eventually { bench.text("engine.err").contains("line") || bench.text("engine.err").count > 10 })
        let lines = ground.signalLines.count
        ground.pass(ms: 3000)
        let proof = try #require(try fault.prove(on: ground))
        #expect(proof["errno"] == .number(24) && proof["limit"] == .number(3))
        #expect(ground.signalLines.count <= lines + 1)
        try fault.lift(on: ground)
        try fault.lift(on: ground)
        #expect(eventually { ground.signalLines.count > lines + 3 })
    }

    @Test func anEngineThatEndsUnderItIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "sleep 600")
        var fault = OpenFilesLimit(TestGround.plan(.openFilesLimit))
        try ground.make(&fault)
        ground.killEngine()
        #expect(
            eventually {
                ground.update(); return ground.engineState.exit != nil
            })
        let miss = #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        #expect(miss?.why.contains("the engine ended under the limit") == true)
        try fault.lift(on: ground)
    }
}
