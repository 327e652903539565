import Glibc
import SoakFaults
import Testing

@Suite struct FileRemovedTests {
    let bench = Bench()

    @Test func theDaysFileHasNoNameAnyMore() throws {
        let ground = TestGround(bench)
        let script = "exec 4>> \(ground.signals); while :; do echo 0123456789 >&4; sleep 0.003; done"
        try ground.startEngine(script: script)
        #expect(eventually { ground.signalLines.count > 2 })
        var fault = FileRemoved(TestGround.plan(.fileRemoved))
        try ground.make(&fault)
        #expect(try fault.prove(on: ground) == nil)
        #expect(access(ground.signals, F_OK) != 0)
        ground.pass(ms: 3000)
        let proof = try #require(try fault.prove(on: ground))
        #expect(proof.sentence.contains("nothing stands there now"))
        #expect(proof["path"] == .text("signals_2026-01-20.jsonl"))
        try fault.lift(on: ground)
    }

    @Test func withoutAFileThereIsNothingToRemove() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "sleep 600")
        var fault = FileRemoved(TestGround.plan(.fileRemoved))
        #expect(try !fault.prepare(on: ground))
    }
}
