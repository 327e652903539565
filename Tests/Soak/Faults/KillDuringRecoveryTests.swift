import Glibc
import SoakFaults
import Testing

@Suite struct KillDuringRecoveryTests {
    let bench = Bench()

    /// A line is torn by the first kill, and the engine is down.
    static func torn(_ fault: inout some RecoveryFault, _ ground: TestGround) throws {
        try ground.startEngine(traced: fault.tracedCalls)
        #expect(fault.orderAtStart(on: ground) == nil)
        try ground.make(&fault)
        #expect(
            eventually {
                ground.update(); return ground.engineState.exit != nil
            })
        #expect(fault.plansEnd(ground.bite))
        #expect(try fault.prove(on: ground) == nil)
        #expect(ground.bench.bytes("data/signals_2026-01-20.jsonl").last != 10)
    }

    @Test func theSecondLifeDiesAtItsKthCall() throws {
        let ground = TestGround(bench)
        var fault = KillDuringRecovery(TestGround.plan(.killDuringRecovery, k: 3))
        try Self.torn(&fault, ground)
        let order = try #require(fault.orderAtStart(on: ground))
        let script = (1...5).map { "echo \($0) > \(ground.dataDirectory)/file\($0)" }.joined(separator: "; ")
        try ground.startEngine(traced: fault.tracedCalls, script: script, order: order)
        let proof = try ground.outcome(&fault)
        // Opened, written, opened: the third is not made.
        #expect(proof["matched"] == .number(3) && proof["signal"] == .number(9))
        #expect(bench.text("data/file1") == "1\n" && access(bench.path("data/file2"), F_OK) != 0)
    }

    @Test func aRecoveryThatIsOverBeforeIsAMiss() throws {
        let ground = TestGround(bench)
        var fault = KillDuringRecovery(TestGround.plan(.killDuringRecovery, k: 300))
        try Self.torn(&fault, ground)
        let order = try #require(fault.orderAtStart(on: ground))
        try ground.startEngine(traced: fault.tracedCalls, script: "sleep 600", order: order)
        ground.becomeReady()
        let miss = #expect(throws: FaultMiss.self) { try ground.outcome(&fault) }
        #expect(miss?.why.contains("the recovery made only") == true)
    }

    @Test func noTornLineIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.startEngine(traced: ["write"], script: "sleep 600")
        var fault = KillDuringRecovery(TestGround.plan(.killDuringRecovery))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
