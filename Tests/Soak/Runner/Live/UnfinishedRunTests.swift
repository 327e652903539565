import SoakFaults
import SoakRunner
import Testing

@Suite("The run that is gone on with")
struct UnfinishedRunTests {
    private let shop = Workshop()

    private func make(_ name: String, feed: String = "ws://127.0.0.1:9/ws", _ entries: [JournalEntry]) throws
    {
        let folder = shop.path("reports/\(name)")
        try FileTree.makeFolders(folder)
        let window = VirtualWindow(from: VirtualTime(ms: 0), durationMs: 5_000)
        try RunFile(
            feed: feed, seed: 1, window: window, command: "hip3-soak run", durationMs: 5_000, config: nil,
            engine: nil, policy: nil, scenario: nil
        ).keep(in: folder)
        let journal = try Journal(folder + "/journal.jsonl")
        for entry in entries { try journal.append(entry, wallMs: 1, virtualMs: 1) }
    }

    private var newest: String? {
        get throws {
            guard case .unfinished(let run) = try NewestRun.look(in: shop.path("reports")) else { return nil }
            return run.directory.runID
        }
    }

    @Test func theNewestThatBeganIsIt() throws {
        #expect(try newest == nil)
        try make("20260120T000000Z-run-1", [.machine(boot: "b")])
        #expect(try newest == "20260120T000000Z-run-1")
        // Killed before its first line: nothing ran in it, and the older one is still to be gone on with.
        try make("20260120T000001Z-run-1", [])
        #expect(try newest == "20260120T000000Z-run-1")
        try make("20260120T000002Z-run-1", feed: "synthetic", [.machine(boot: "b")])
        #expect(try newest == "20260120T000000Z-run-1")
        try FileTree.makeFolders(shop.path("reports/20260120T000003Z-day-1"))
        #expect(try newest == "20260120T000000Z-run-1")
        try make(
            "20260120T000004Z-run-1", [.machine(boot: "b"), .runEnded(outcome: "completed", engineExit: nil)])
        #expect(try newest == nil, "the newest has ended: the next one is a new one")
    }

    @Test func oneThatHasEndedIsJudgedOrNot() throws {
        try make(
            "20260120T000000Z-run-1", [.machine(boot: "b"), .runEnded(outcome: "completed", engineExit: nil)])
        guard case .ended(let run) = try NewestRun.look(in: shop.path("reports")) else {
            Issue.record("it has ended")
            return
        }
        #expect(run.judgement == nil, "a kill came before the judge's end")
        shop.write(
            #"{"schema":1,"verdict":"FAIL","criteria":[]}"#, to: "reports/\(run.directory.runID)/verdict.json"
        )
        #expect(run.judgement == nil, "its page is written last")
        shop.write("<p>", to: "reports/\(run.directory.runID)/report.html")
        #expect(run.judgement?.verdict == "FAIL" && run.judgement?.writtenExitCode == 1)
    }
}
