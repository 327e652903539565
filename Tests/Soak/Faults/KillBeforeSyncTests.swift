import Glibc
import SoakFaults
import Testing

@Suite struct KillBeforeSyncTests {
    let bench = Bench()

    @Test func whatWasWrittenStandsThereUnsynced() throws {
        let ground = TestGround(bench)
        let script = """
            while :; do
              echo 0123456789 | dd of=\(ground.signals) oflag=append conv=notrunc,fdatasync 2> /dev/null
            done
            """
        try ground.startEngine(traced: ["fdatasync"], script: script)
        var fault = KillBeforeSync(TestGround.plan(.killBeforeSync, k: 3))
        try ground.make(&fault)
        let proof = try ground.outcome(&fault)
        #expect(proof["call"] == .text("fdatasync") && proof["matched"] == .number(3))
        #expect(ground.engineState.exit == .signal(SIGKILL))
        #expect(ground.signalLines.count >= 4 && ground.signalLines.last == "")
    }
}
