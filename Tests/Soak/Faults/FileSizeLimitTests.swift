import Glibc
import SoakFaults
import Testing

@Suite struct FileSizeLimitTests {
    let bench = Bench()

    @Test func theFileGrowsNoFurtherUntilItIsRaisedAgain() throws {
        let ground = TestGround(bench)
        bench.write(String(repeating: "0123456789\n", count: 7000), to: "data/signals_2026-01-20.jsonl")
        if let user = Bench.user { chown(ground.signals, user.uid, user.gid) }
        // Ignoring SIGXFSZ is handed down to what the shell starts.
        try ground.startEngine(script: "trap '' XFSZ; " + WriteErrorTests.script(ground.signals))
        var fault = FileSizeLimit(TestGround.plan(.fileSizeLimit))
        try ground.make(&fault)
        #expect(eventually { bench.text("engine.err").contains("failed") })
        let size = bench.bytes("data/signals_2026-01-20.jsonl").count
        ground.pass(ms: 3000)
        let proof = try #require(try fault.prove(on: ground))
        #expect(proof["errno"] == .number(27) && proof["size"] == .number(Int64(size)))
        try fault.lift(on: ground)
        #expect(eventually { bench.bytes("data/signals_2026-01-20.jsonl").count > size })
    }

    @Test func aSmallFileIsWaitedFor() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "sleep 600")
        bench.write("small\n", to: "data/signals_2026-01-20.jsonl")
        var fault = FileSizeLimit(TestGround.plan(.fileSizeLimit))
        #expect(try !fault.prepare(on: ground))
    }
}
