import SoakFaults
import Testing

@Suite struct ShortWriteTests {
    let bench = Bench()

    @Test func aWriteIsCutInsideALineAndSaysSo() throws {
        let ground = TestGround(bench)
        try ground.startEngine(traced: ["write"])
        var fault = ShortWrite(TestGround.plan(.shortWrite, k: 2, bytes: 7))
        try ground.make(&fault)
        let proof = try ground.outcome(&fault)
        #expect(proof.sentence.contains("wrote 7 of "))
        #expect(proof["matched"] == .number(2) && proof["bytes"] == .number(7))
        #expect(eventually { bench.text("data/signals_2026-01-20.jsonl").contains("{\"line\"") })
        try fault.lift(on: ground)
    }

    @Test func aWriteThatIsNotLongerIsLeftForTheNext() throws {
        let ground = TestGround(bench)
        let script = "while :; do echo 12345 >> \(ground.signals); sleep 0.003; done"
        try ground.startEngine(traced: ["write"], script: script)
        var fault = ShortWrite(TestGround.plan(.shortWrite, bytes: 6))
        try ground.make(&fault)
        #expect(
            eventually {
                ground.update(); return ground.isArmed
            })
        #expect(eventually { ground.signalLines.count > 10 })
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try ground.outcome(&fault) }
        #expect(ground.signalLines.dropLast().allSatisfy { $0 == "12345" })
    }

    @Test func oneThatWasNotCutIsNoProof() throws {
        let ground = TestGround(bench)
        var fault = ShortWrite(TestGround.plan(.shortWrite))
        ground.bite = InjectorBite(path: ground.signals, asked: 9, done: 9, offset: 0, matched: 1)
        ground.spent = InjectorTally(matched: 1, bites: 1)
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
