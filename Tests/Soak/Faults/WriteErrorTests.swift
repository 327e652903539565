import Glibc
import SoakFaults
import Testing

@Suite struct WriteErrorTests {
    let bench = Bench()
    /// Tries to write a numbered line for ever, and says each failure.
    static func script(_ file: String) -> String {
        "i=0; while :; do i=$((i+1)); echo \"line $i\" >> \(file) || echo \"failed $i\" >&2; sleep 0.003; done"
    }

    @Test(arguments: [DiskError.ENOSPC, .EIO, .EROFS, .EDQUOT])
    func writesFailUntilItIsLifted(error: DiskError) throws {
        let ground = TestGround(bench)
        try ground.startEngine(
            traced: ["write", "pwrite64"], script: Self.script(ground.signals))
        var fault = WriteError(TestGround.plan(.writeError, k: 2, error: error))
        try ground.make(&fault)
        let proof = try ground.outcome(&fault)
        #expect(proof["errno"] == .number(Int64(error.code)) && proof["matched"] == .number(2))
        #expect(proof["path"] == .text("signals_2026-01-20.jsonl") && proof["call"] == .text("write"))
        let size = bench.bytes("data/signals_2026-01-20.jsonl").count
        #expect(eventually { bench.text("engine.err").split(separator: "\n").count > 3 })
        #expect(bench.bytes("data/signals_2026-01-20.jsonl").count == size)  // not one more byte
        try fault.lift(on: ground)
        #expect(eventually { bench.bytes("data/signals_2026-01-20.jsonl").count > size })
    }

    @Test func itHealsAfterAsManyAsWereAskedFor() throws {
        let ground = TestGround(bench)
        try ground.startEngine(traced: ["write", "pwrite64"], script: Self.script(ground.signals))
        var fault = WriteError(TestGround.plan(.writeError, error: .ENOSPC, times: 3))
        try ground.make(&fault)
        let proof = try ground.outcome(&fault)
        #expect(proof["bites"] == .number(3) && proof["matched"] == .number(3))
        let size = bench.bytes("data/signals_2026-01-20.jsonl").count
        #expect(eventually { bench.bytes("data/signals_2026-01-20.jsonl").count > size })
        #expect(bench.text("engine.err").matches(of: /failed [0-9]+/).count == 3)
    }

    @Test func oneThatIsOnlyInterruptedIsAskedAgain() throws {
        let ground = TestGround(bench)
        try ground.startEngine(traced: ["write", "pwrite64"], script: Self.script(ground.signals))
        var fault = WriteError(TestGround.plan(.writeError, error: .EINTR))
        try ground.make(&fault)
        #expect(try ground.outcome(&fault)["bites"] == .number(5))
    }

    @Test func anotherFileIsLeftAlone() throws {
        let ground = TestGround(bench)
        try ground.startEngine(traced: ["write", "pwrite64"], script: Self.script(ground.signals))
        var fault = WriteError(TestGround.plan(.writeError, target: .followups))
        try ground.make(&fault)
        #expect(
            eventually {
                ground.update(); return ground.isArmed
            })
        let size = bench.bytes("data/signals_2026-01-20.jsonl").count
        #expect(eventually { bench.bytes("data/signals_2026-01-20.jsonl").count > size + 50 })
        ground.now = fault.plan.until
        let miss = #expect(throws: FaultMiss.self) { try ground.outcome(&fault) }
        #expect(miss?.why.contains("number 1 of write, pwrite64 of followups files never came: 0") == true)
    }

    @Test func anotherErrnoThanAskedForIsNoProof() throws {
        let ground = TestGround(bench)
        var fault = WriteError(TestGround.plan(.writeError, error: .ENOSPC))
        ground.bite = InjectorBite(path: ground.signals, asked: 9, done: -5, offset: -1, matched: 1)
        let miss = #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        #expect(miss?.why.contains("gave -5, not ENOSPC") == true)
    }
}
