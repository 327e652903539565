import DoDCalendar
import DoDChecks
import Glibc
import Testing

@testable import SoakStatus

@Suite("How a run is going, from its folder")
struct RunStatusTests {
    @Test("Everything that a folder says")
    func whole() throws {
        let run = try StatusSamples.folder()
        let status = StatusSamples.status(run)
        #expect(status.runID == "run-1" && status.seed == "7" && status.feed == "h:443")
        #expect(status.state == .running(sinceMs: StatusSamples.start + 1000))
        #expect(status.signals.total == 496_000)
        #expect(status.signals.byMarket.map(\.market).prefix(3) == ["xyz:0", "xyz:1", "xyz:2"])
        #expect(status.signals.byMarket[10].coin == "xyz:COIN10")
        #expect(status.reconnects == [RunStatus.Count(name: "expired", count: 3)])
        #expect(status.connection?.word == "ready")
        #expect(status.logLines?.errors == 2)
        #expect(status.lastErrors.count == 1 && status.lastErrors[0].contains("ERROR"))
        #expect(status.lastLines.count == LogFold.linesMax)
        #expect(status.faultCount(.bitten) == 1 && status.faultCount(.planned) == 1)
        #expect(status.notes.map(\.text) == ["said by hand"])
        #expect((status.resources?.freeBytes ?? 0) > 0)
        #expect(status.window?.elapsedMs == 3_600_000)
        #expect(status.window?.leftRealMs == 276_000)
        #expect(status.session?.phase == .before)
        #expect(status.problems.isEmpty)
    }

    @Test("Only what came since is read: a second look adds up, a waiting note shows")
    func growing() throws {
        let run = try StatusSamples.folder()
        let reading = RunReading(run.path)
        let before = reading.status(nowMs: 0, verdict: .none("x")).signals.total ?? 0
        try run.append(
            "data/ledger_2026-01-20.jsonl",
            Lines.minute(StatusSamples.start + 3_660_000, signals: [("xyz:3", 7)]) + "\n{\"type\":\"mi")
        try run.write(
            "data/ledger_2026-01-21.jsonl",
            Lines.minute(StatusSamples.start + 86_400_000, signals: [("xyz:3", 1)]) + "\n")
        _ = try NoteBox.put(Note(writtenMs: 1, text: "later"), in: run.path)
        let after = reading.status(nowMs: 0, verdict: .none("x"))
        #expect(after.signals.total == before + 8)
        #expect(after.notesWaiting == 1)
        #expect(after.problems.isEmpty)
    }

    @Test("A day that was packed meanwhile is not counted twice, one packed before is counted")
    func packed() throws {
        let run = try StatusSamples.folder()
        let reading = RunReading(run.path)
        let before = reading.status(nowMs: 0, verdict: .none("x")).signals.total
        let file = run.path + "/data/ledger_2026-01-20.jsonl"
        #expect(try run.pack(file))
        #expect(access(file, F_OK) != 0)
        #expect(reading.status(nowMs: 0, verdict: .none("x")).signals.total == before)
        #expect(StatusSamples.status(run).signals.total == before)
    }

    @Test("States: preparing, down, abandoned, ended, none")
    func states() throws {
        let run = try StatusSamples.folder([
            Lines.journal(
                "engine-exited", StatusSamples.start + 9000,
                "\"pid\":5,\"generation\":1,\"code\":3,\"signal\":null,\"during\":null")
        ])
        #expect(
            StatusSamples.status(run).state == .engineDown(why: "exit 3", sinceMs: StatusSamples.start + 9000)
        )
        let started = Lines.folded([Lines.runStarted()])
        #expect(RunState.of(started, runner: .unknown) == .preparing)
        #expect(RunState.of(started, runner: .gone) == .abandoned(sinceMs: Lines.start, canGoOn: true))
        let synthetic = Lines.folded([Lines.runStarted(synthetic: true)])
        let lost = RunState.of(synthetic, runner: .gone)
        #expect(lost == .abandoned(sinceMs: Lines.start, canGoOn: false))
        #expect(try #require(lost.detail).contains("begin it again"), "resume would refuse it")
        let paused = Lines.folded([Lines.runStarted(), Lines.journal("run-paused", 5)])
        #expect(RunState.of(paused, runner: .gone) == .paused(sinceMs: 5))
        #expect(RunState.of(JournalFold(), runner: .unknown) == .noRun)
        #expect(RunState.of(JournalFold(), runner: .atWork) == .preparing)
        let ended = Lines.folded([
            Lines.runStarted(), Lines.journal("run-ended", 5, "\"outcome\":\"completed\",\"engine_exit\":0"),
        ])
        #expect(RunState.of(ended, runner: .gone) == .ended(outcome: "completed", atMs: 5))
    }

    @Test("A folder with nothing in it says what is missing")
    func empty() throws {
        let run = try TemporaryRun()
        let status = StatusSamples.status(run)
        #expect(status.state == .noRun)
        #expect(status.signals.total == nil && status.logLines == nil)
        #expect(status.problems.contains { $0.hasPrefix("journal.jsonl can't be read") })
    }

    @Test("An engine whose log goes to standard error: its lines are there all the same, once")
    func logOnStandardError() throws {
        let run = try StatusSamples.folder()
        unlink(run.path + "/engine.log")
        try run.write(
            "engine.err", "2026-01-20T07:13:15.728Z INFO up\n2026-01-20T07:13:16.728Z ERROR no room\n")
        let status = StatusSamples.status(run)
        #expect(status.lastLines.map { String($0.suffix(7)) } == ["INFO up", "no room"])
        #expect(status.lastErrors.count == 1 && status.lastErrors[0].hasSuffix("ERROR no room"))
    }

    @Test("A verdict that is written is there at the first look")
    func writtenAtOnce() throws {
        let run = try StatusSamples.folder([
            Lines.journal(
                "run-ended", StatusSamples.start + 6000, "\"outcome\":\"completed\",\"engine_exit\":0")
        ])
        try run.write("verdict.json", #"{"schema":1,"verdict":"FAIL","criteria":[]}"#)
        #expect(StatusSource(run.path, policy: .phaseA).status().verdict.source == .written(word: "FAIL"))
    }

    @Test("A bot without a ledger: what the runner counted")
    func anyEngine() throws {
        let run = try TemporaryRun()
        try run.write(
            "journal.jsonl",
            Lines.runStarted() + "\n"
                + Lines.journal("engine-started", 1, "\"pid\":5,\"generation\":1,\"reason\":\"first\"") + "\n"
                + Lines.journal(
                    "engine-watched", 2,
                    """
                    "pid":5,"resident_bytes":1,"log_lines":{"info":9,"warning":1,"error":3},"signals":12,"state":null
                    """) + "\n")
        let status = StatusSamples.status(run)
        #expect(status.signals.total == 12 && status.signals.byMarket.isEmpty)
        #expect(status.logLines?.errors == 3)
    }
}
