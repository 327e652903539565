import Glibc
import SoakFaults
import Testing

@Suite struct TruncateErrorTests {
    let bench = Bench()

    @Test func theRecoveryCantCut() throws {
        let ground = TestGround(bench)
        var fault = TruncateError(TestGround.plan(.truncateError, error: .EROFS, times: 1))
        try KillDuringRecoveryTests.torn(&fault, ground)
        let size = bench.bytes("data/signals_2026-01-20.jsonl").count
        let cut = "truncate -s 3 \(ground.signals) && echo cut >&2 || echo refused >&2"
        try ground.startEngine(
            traced: fault.tracedCalls, script: "\(cut); \(cut); sleep 600",
            order: fault.orderAtStart(on: ground))
        let proof = try ground.outcome(&fault)
        #expect(proof["errno"] == .number(30) && proof["call"] == .text("ftruncate"))
        #expect(size > 3 && fault.end == .time)
        try fault.lift(on: ground)
        #expect(eventually { bench.text("engine.err").contains("refused\ncut\n") })
        #expect(bench.bytes("data/signals_2026-01-20.jsonl").count == 3)
    }

    @Test func aRecoveryThatCutsNothingIsAMiss() throws {
        let ground = TestGround(bench)
        var fault = TruncateError(TestGround.plan(.truncateError))
        try KillDuringRecoveryTests.torn(&fault, ground)
        try ground.startEngine(
            traced: fault.tracedCalls, script: "sleep 600",
            order: fault.orderAtStart(on: ground))
        ground.becomeReady()
        #expect(throws: FaultMiss.self) { try ground.outcome(&fault) }
    }
}
