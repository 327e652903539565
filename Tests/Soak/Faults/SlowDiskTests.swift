import SoakFaults
import Testing

@Suite struct SlowDiskTests {
    let bench = Bench()

    @Test func callsAreHeldBackAndDoneAllTheSame() throws {
        let ground = TestGround(bench)
        let traced = ["fdatasync", "fsync", "pwrite64", "write"]
        try ground.startEngine(traced: traced)
        var fault = SlowDisk(TestGround.plan(.slowDisk, times: 5, delayMs: 15))
        try ground.make(&fault)
        let proof = try ground.outcome(&fault)
        #expect(proof["bites"] == .number(5) && proof["delay_ms"] == .number(15))
        try fault.lift(on: ground)
        #expect(ground.signalLines.dropLast().allSatisfy { $0.hasSuffix("\"}") })  // each line whole
    }

    @Test func disarmingLetsGoOfWhatIsHeld() throws {
        let ground = TestGround(bench)
        try ground.startEngine(traced: ["write"])
        // An hour: without the lift nothing would ever be written again.
        let order = InjectorOrder(
            path: ground.dataDirectory, call: "write", action: "delay:3600000", k: 1, times: 0)
        #expect(eventually { ground.signalLines.count > 2 })
        ground.armInjector(order)
        #expect(
            eventually {
                ground.update(); return ground.bite != nil
            })
        let size = bench.bytes("data/signals_2026-01-20.jsonl").count
        #expect(ground.disarmInjector() == InjectorTally(matched: 1, bites: 1))
        #expect(eventually { bench.bytes("data/signals_2026-01-20.jsonl").count > size })
    }
}
