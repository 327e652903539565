import Glibc
import SoakFaults
import Testing

@Suite struct KillAtMidnightTests {
    let bench = Bench()

    @Test func theNewDaysFileHasANameAndNothingInIt() throws {
        let ground = TestGround(bench)
        let new = ground.dataDirectory + "/signals_2026-01-21.jsonl"
        let script =
            "while [ ! -e \(bench.path("go")) ]; do echo 1 >> \(ground.signals); sleep 0.003; done; "
            + "echo 1 >> \(new); sleep 600"
        try ground.startEngine(traced: ["create"], script: script)
        #expect(eventually { ground.signalLines.count > 2 })  // it is there already: no new file
        var fault = KillAtMidnight(TestGround.plan(.killAtMidnight))
        try ground.make(&fault)
        #expect(
            eventually {
                ground.update(); return ground.isArmed
            })
        bench.write("", to: "go")
        let proof = try ground.outcome(&fault)
        #expect(proof["path"] == .text("signals_2026-01-21.jsonl") && proof["call"] == .text("create"))
        #expect(try FileTail(new).size == 0)
    }

    @Test func itIsPlacedOnlyOverMidnight() {
        let window = VirtualWindow(from: VirtualTime("2026-01-20T10:00:00Z")!, durationMs: 3_600_000)
        let spec = FaultSpec(id: "m", kind: .killAtMidnight, at: .timeOfDay(ms: 37_000_000))
        #expect(throws: FaultPlan.Misplaced.self) { try FaultPlan([spec], window: window, seed: 1) }
    }
}
