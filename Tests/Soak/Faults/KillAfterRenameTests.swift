import Glibc
import SoakFaults
import Testing

@Suite struct KillAfterRenameTests {
    let bench = Bench()

    @Test func theNameIsThere() throws {
        let ground = TestGround(bench)
        let file = ground.dataDirectory + "/markets_2026-01-21.json"
        try ground.startEngine(
            traced: ["rename"],
            script: "while [ ! -e \(bench.path("go")) ]; do sleep 0.003; done; echo new > \(file).new; "
                + "mv \(file).new \(file); sleep 600")
        var fault = KillAfterRename(TestGround.plan(.killAfterRename))
        try ground.make(&fault)
        #expect(
            eventually {
                ground.update(); return ground.isArmed
            })
        bench.write("", to: "go")
        let proof = try ground.outcome(&fault)
        #expect(proof["call"] == .text("rename") && proof["path"] == .text("markets_2026-01-21.json.new"))
        #expect((access(file, F_OK) == 0) == true)
        #expect(ground.engineState.exit == .signal(SIGKILL))
    }

    @Test func itIsPlacedOnlyOverMidnight() {
        let window = VirtualWindow(from: VirtualTime("2026-01-20T10:00:00Z")!, durationMs: 3_600_000)
        let spec = FaultSpec(id: "r", kind: .killAfterRename, at: .timeOfDay(ms: 37_000_000))
        #expect(throws: FaultPlan.Misplaced.self) { try FaultPlan([spec], window: window, seed: 1) }
    }
}
