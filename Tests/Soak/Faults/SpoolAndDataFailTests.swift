import Glibc
import SoakFaults
import Testing

@Suite struct SpoolAndDataFailTests {
    let bench = Bench()

    private func script(_ ground: TestGround) -> String {
        WriteErrorTests.script(ground.signals) + " & "
            + WriteErrorTests.script(ground.spoolDirectory + "/spool")
    }

    @Test func neitherTakesAByteAndThenItIsKilled() throws {
        let ground = TestGround(bench)
        var fault = SpoolAndDataFail(TestGround.plan(.spoolAndDataFail))
        try ground.startEngine(traced: fault.tracedCalls, script: script(ground))
        #expect(eventually { ground.signalLines.count > 2 && !bench.bytes("spool/spool").isEmpty })
        try ground.make(&fault)
        #expect(
            eventually {
                ground.update(); return ground.bite != nil
            })
        #expect(try fault.prove(on: ground) == nil && !fault.plansEnd(nil))
        let size = bench.bytes("data/signals_2026-01-20.jsonl").count
        let spooled = bench.bytes("spool/spool").count
        ground.pass(ms: 200)
        let proof = try ground.outcome(&fault)
        #expect(proof["errno"] == .number(28) && proof["signal"] == .number(9) && fault.plansEnd(nil))
        #expect(bench.bytes("data/signals_2026-01-20.jsonl").count == size)
        #expect(bench.bytes("spool/spool").count == spooled)
    }

    @Test func oneThatEndsByItselfIsAMiss() throws {
        let ground = TestGround(bench)
        var fault = SpoolAndDataFail(TestGround.plan(.spoolAndDataFail))
        try ground.startEngine(traced: fault.tracedCalls, script: "exit 1")
        try fault.make(on: ground)
        #expect(throws: FaultMiss.self) { try ground.outcome(&fault) }
    }
}
