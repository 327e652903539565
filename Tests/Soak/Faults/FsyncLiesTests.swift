import SoakFaults
import Testing

@Suite struct FsyncLiesTests {
    let bench = Bench()

    @Test func syncsAreAnsweredAndNotMade() throws {
        let ground = TestGround(bench)
        let script = """
            while :; do
              echo 0123456789 | dd of=\(ground.signals) oflag=append conv=notrunc,fdatasync 2> /dev/null
            done
            """
        try ground.startEngine(traced: ["fdatasync", "fsync"], script: script)
        var fault = FsyncLies(TestGround.plan(.fsyncLies, times: 3))
        try ground.make(&fault)
        let proof = try ground.outcome(&fault)
        #expect(proof["bites"] == .number(3) && proof["call"] == .text("fdatasync"))
        let lines = ground.signalLines.count
        try fault.lift(on: ground)
        #expect(eventually { ground.signalLines.count > lines })  // nobody noticed
    }

    @Test func anErrorIsNoLie() {
        let fault = FsyncLies(TestGround.plan(.fsyncLies))
        #expect(fault.flaw(InjectorBite(path: "/d/f", asked: -1, done: -5, offset: -1, matched: 1)) != nil)
    }
}
