import SoakFaults
import Testing

@Suite struct FsyncErrorTests {
    let bench = Bench()

    @Test func syncsFailUntilItIsLifted() throws {
        let ground = TestGround(bench)
        // dd with conv=fdatasync appends a line and syncs it.
        let script = """
            while :; do
              echo 0123456789 | dd of=\(ground.signals) oflag=append conv=notrunc,fdatasync 2>> \(ground.bench.path("data/dd"))
            done
            """
        try ground.startEngine(traced: ["fdatasync", "fsync"], script: script)
        var fault = FsyncError(TestGround.plan(.fsyncError, k: 2))
        try ground.make(&fault)
        let proof = try ground.outcome(&fault)
        #expect(proof["errno"] == .number(5) && proof["call"] == .text("fdatasync"))
        #expect(eventually { bench.text("data/dd").contains("Input/output error") })
        try fault.lift(on: ground)
    }
}
