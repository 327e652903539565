import Glibc
import SoakFaults
import Testing

@Suite struct DirectoryReplacedTests {
    let bench = Bench()

    @Test func anEmptyOneStandsThereAndWhatItLacksIsBroughtBack() throws {
        let ground = TestGround(bench)
        bench.write("old day\n", to: "data/signals_2026-01-19.jsonl")
        bench.write("before\n", to: "data/ledger_2026-01-20.jsonl")
        try ground.startEngine(script: "sleep 600")
        var fault = DirectoryReplaced(TestGround.plan(.directoryReplaced))
        try ground.make(&fault)
        let status = try PathStatus.read(ground.dataDirectory)
        #expect(status.st_uid == (Bench.user?.uid ?? getuid()) && status.st_mode & 0o7777 == 0o755)
        #expect(access(bench.path("data/signals_2026-01-19.jsonl"), F_OK) != 0)
        bench.write("after\n", to: "data/ledger_2026-01-20.jsonl")  // what an engine would bring over
        #expect(try fault.prove(on: ground) == nil)
        ground.pass(ms: 3000)
        let proof = try #require(try fault.prove(on: ground))
        #expect(proof["inode"] == .number(Int64(status.st_ino)))
        try fault.lift(on: ground)
        try fault.lift(on: ground)
        #expect(bench.text("data/signals_2026-01-19.jsonl") == "old day\n")
        #expect(bench.text("data/ledger_2026-01-20.jsonl") == "after\n")
        #expect(bench.text("data.replaced/ledger_2026-01-20.jsonl") == "before\n")
    }

    @Test func oneThatWasPutBackByOthersIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.startEngine(script: "sleep 600")
        var fault = DirectoryReplaced(TestGround.plan(.directoryReplaced))
        try ground.make(&fault)
        rmdir(ground.dataDirectory)
        rename(ground.dataDirectory + ".replaced", ground.dataDirectory)
        ground.pass(ms: 3000)
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
