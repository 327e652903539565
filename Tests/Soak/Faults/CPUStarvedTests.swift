import Glibc
import SoakFaults
import Testing

@Suite struct CPUStarvedTests {
    let bench = Bench()

    @Test func itWaitsForAProcessor() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "while :; do :; done")
        let pid = try #require(ground.engineState.pid)
        let before = try #require(ProcessFacts.waitedMs(pid))
        var fault = CPUStarved(TestGround.plan(.cpuStarved, lengthRealMs: 300))
        try ground.make(&fault)
        #expect(try fault.prove(on: ground) == nil)
        #expect(eventually { (ProcessFacts.waitedMs(pid) ?? 0) - before >= 60 })
        ground.pass(ms: 300)
        let proof = try #require(try fault.prove(on: ground))
        #expect(proof["length_ms"] == .number(300))
        try fault.lift(on: ground)
        try fault.lift(on: ground)
    }

    @Test func oneThatNeverWantsToRunIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "exec sleep 600")
        var fault = CPUStarved(TestGround.plan(.cpuStarved, lengthRealMs: 3_600_000))
        try ground.make(&fault)
        ground.pass(ms: 3_600_000)
        let miss = #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        #expect(miss?.why.contains("waited for a processor for only") == true)
        try fault.lift(on: ground)
    }
}
