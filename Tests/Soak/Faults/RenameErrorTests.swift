import SoakFaults
import Testing

@Suite struct RenameErrorTests {
    let bench = Bench()

    @Test func theNewFileDoesNotGetItsName() throws {
        let ground = TestGround(bench)
        let file = ground.dataDirectory + "/markets_2026-01-21.json"
        let script = "while :; do echo new > \(file).new; mv \(file).new \(file); sleep 0.003; done"
        try ground.startEngine(traced: ["rename"], script: "sleep 0.2; " + script)
        var fault = RenameError(TestGround.plan(.renameError, error: .EACCES))
        try ground.make(&fault)
        let proof = try ground.outcome(&fault)
        #expect(proof["errno"] == .number(13) && proof["path"] == .text("markets_2026-01-21.json.new"))
        #expect(bench.bytes("data/markets_2026-01-21.json").isEmpty)
        try fault.lift(on: ground)
        #expect(eventually { bench.text("data/markets_2026-01-21.json") == "new\n" })
    }

    @Test func itIsPlacedOnlyOverMidnight() {
        let window = VirtualWindow(from: VirtualTime("2026-01-20T10:00:00Z")!, durationMs: 3_600_000)
        let spec = FaultSpec(id: "r", kind: .renameError, at: .timeOfDay(ms: 37_000_000))
        #expect(throws: FaultPlan.Misplaced.self) { try FaultPlan([spec], window: window, seed: 1) }
    }
}
