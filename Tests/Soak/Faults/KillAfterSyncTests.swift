import Glibc
import SoakFaults
import Testing

@Suite struct KillAfterSyncTests {
    let bench = Bench()

    @Test func itDiesWhenTheSyncIsDone() throws {
        let ground = TestGround(bench)
        let script = """
            while :; do
              echo 0123456789 | dd of=\(ground.signals) oflag=append conv=notrunc,fdatasync 2> /dev/null
            done
            """
        try ground.startEngine(traced: ["fdatasync"], script: script)
        var fault = KillAfterSync(TestGround.plan(.killAfterSync, k: 3))
        try ground.make(&fault)
        let proof = try ground.outcome(&fault)
        #expect(proof["call"] == .text("fdatasync") && proof["matched"] == .number(3))
        #expect(ground.engineState.exit == .signal(SIGKILL) && ground.bite?.done == 0)
    }

    @Test func noSyncIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.startEngine(traced: ["fdatasync"])
        var fault = KillAfterSync(TestGround.plan(.killAfterSync))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try ground.outcome(&fault) }
        #expect(!fault.plansEnd(nil))
    }
}
