import Glibc
import SoakFaults
import Testing

@Suite struct PowerCutSimulatedTests {
    let bench = Bench()

    @Test func whatWasNotSyncedIsGoneButForATornPiece() throws {
        let ground = TestGround(bench)
        let script = """
            while :; do
              echo 0123456789 | dd of=\(ground.signals) oflag=append conv=notrunc,fdatasync 2> /dev/null
            done
            """
        try ground.startEngine(traced: ["fdatasync", "fsync"], script: script)
        var fault = PowerCutSimulated(TestGround.plan(.powerCutSimulated, k: 2, bytes: 4))
        try ground.make(&fault)
        let proof = try ground.outcome(&fault)
        guard case .number(let before)? = proof["size_before"], case .number(let synced)? = proof["synced"]
        else {
            Issue.record("no sizes: \(proof)")
            return
        }
        // The line whose sync never began is cut to its first four bytes.
        #expect(synced % 11 == 0 && before == synced + 11)
        #expect(try FileTail(ground.signals).size == synced + 4)
        #expect(proof["size_after"] == .number(synced + 4) && proof["files"] == .number(1))
        #expect(ground.engineState.exit == .signal(SIGKILL) && fault.plansEnd(ground.bite))
    }

    @Test func whereNothingIsEverSyncedItIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.startEngine(traced: ["fdatasync", "fsync"])
        var fault = PowerCutSimulated(TestGround.plan(.powerCutSimulated))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try ground.outcome(&fault) }
    }

    @Test func aFileThatLostNothingIsNoProof() throws {
        let ground = TestGround(bench)
        bench.write("1234567890\n", to: "data/signals_2026-01-20.jsonl")
        var fault = PowerCutSimulated(TestGround.plan(.powerCutSimulated))
        ground.bite = InjectorBite(
            path: ground.signals, call: "fdatasync", asked: 11, done: 11, offset: 11, matched: 1)
        ground.spent = InjectorTally(matched: 1, bites: 0)
        ground.engineState = .down(.signal(SIGKILL))
        let miss = #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        #expect(miss?.why.contains("lost nothing") == true)
    }
}
