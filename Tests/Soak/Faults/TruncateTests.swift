import Glibc
import SoakFaults
import Testing

@Suite struct TruncateTests {
    let bench = Bench()
    let plan = PlannedFault(
        id: "cut", kind: .truncateAtLineEnd, armAt: VirtualTime("2026-01-20T15:30:00Z")!,
        until: VirtualTime("2026-01-20T15:45:00Z")!, lines: 3)

    @Test func wholeLinesOfWhatWasSettledAreGone() throws {
        let ground = TestGround(bench, now: "2026-01-20T15:30:00Z")
        try ground.startEngine()
        var fault = TruncateAtLineEnd(plan)
        #expect(eventually { bench.text("data/signals_2026-01-20.jsonl").split(separator: "\n").count > 8 })
        #expect(try !fault.prepare(on: ground))  // what it saw is not settled yet
        let settled = bench.bytes("data/signals_2026-01-20.jsonl").count
        ground.realMs += 10_000
        #expect(try fault.prepare(on: ground))
        try fault.make(on: ground)
        #expect(
            eventually {
                ground.update(); return ground.engineState.exit != nil
            })
        let before = bench.text("data/signals_2026-01-20.jsonl")
        let proof = try #require(try fault.prove(on: ground))
        let after = bench.text("data/signals_2026-01-20.jsonl")
        #expect(before.hasPrefix(after) && after.hasSuffix("\n") && !after.isEmpty)
        #expect(after.utf8.count < settled)
        guard case .number(let lines) = proof.facts.first(where: { $0.name == "lines" })?.value else {
            Issue.record("no count of lines")
            return
        }
        #expect(lines >= 3)
        let gone = before.split(separator: "\n").count - after.split(separator: "\n").count
        #expect(Int64(gone) == lines)
    }

    @Test func aFileWithTooFewLinesIsNotCut() throws {
        let ground = TestGround(bench, now: "2026-01-20T15:30:00Z")
        try ground.startEngine(script: "sleep 600")
        bench.write("1\n2\n3\n", to: "data/signals_2026-01-20.jsonl")
        var fault = TruncateAtLineEnd(plan)
        for _ in 0..<3 {
            ground.realMs += 10_000
            #expect(try !fault.prepare(on: ground))
        }
        #expect(bench.text("data/signals_2026-01-20.jsonl") == "1\n2\n3\n")
    }

    @Test func offsetsCountWholeLinesOnly() throws {
        bench.write("1\n22\n333\n44", to: "file")
        let path = bench.path("file")
        #expect(try FileTail.offset(ofLine: 1, beforeEnd: 11, in: path) == 5)
        #expect(try FileTail.offset(ofLine: 2, beforeEnd: 11, in: path) == 2)
        #expect(try FileTail.offset(ofLine: 2, beforeEnd: 6, in: path) == 0)
        #expect(try FileTail.offset(ofLine: 3, beforeEnd: 11, in: path) == 0)
        #expect(try FileTail.lines(from: 2, in: path) == 2)
        #expect(try FileTail(path) == FileTail(path))
        #expect(throws: SystemFailure("open", bench.path("none"), errno: ENOENT)) {
            try FileTail(bench.path("none"))
        }
    }
}
