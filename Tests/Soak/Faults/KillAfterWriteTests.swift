import Glibc
import SoakFaults
import Testing

@Suite struct KillAfterWriteTests {
    let bench = Bench()

    @Test func itDiesAtThatWriteAndTheFileEndsInAWholeLine() throws {
        let ground = TestGround(bench)
        let script =
            "sleep 0.05; while [ ! -e \(bench.path("go")) ]; do sleep 0.003; done; "
            + "while :; do echo 0123456789 >> \(ground.signals); done"
        try ground.startEngine(traced: ["write"], script: script)
        var fault = KillAfterWrite(TestGround.plan(.killAfterWrite, k: 4))
        try ground.make(&fault)
        #expect(
            eventually {
                ground.update(); return ground.isArmed
            })
        bench.write("", to: "go")
        let proof = try ground.outcome(&fault)
        #expect(proof["matched"] == .number(4) && proof["signal"] == .number(9))
        #expect(ground.engineState.exit == .signal(SIGKILL) && fault.plansEnd(ground.bite))
        #expect(
            bench.text("data/signals_2026-01-20.jsonl") == String(repeating: "0123456789\n", count: 3 + 1))
    }

    @Test func anEngineThatEndedOtherwiseIsNoProof() throws {
        let ground = TestGround(bench)
        var fault = KillAfterWrite(TestGround.plan(.killAfterWrite))
        ground.bite = InjectorBite(path: ground.signals, asked: 9, done: 0, offset: 0, matched: 1)
        ground.spent = InjectorTally(matched: 1, bites: 1)
        ground.engineState = .down(.code(1))
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        #expect(!fault.plansEnd(nil))
    }
}
