import Glibc
import SoakFaults
import Testing

@testable import SoakRunner

@Suite struct RehearsalTests {
    let stage = Stage()

    static let incident = FaultSpec(
        id: "incident", kind: .dataDirTaken, at: .instant(VirtualTime("2026-01-20T23:30:00Z")!),
        until: .instant(VirtualTime("2026-01-21T00:30:00Z")!))
    static let torn = FaultSpec(
        id: "torn", kind: .tornWrite, at: .instant(VirtualTime("2026-01-20T23:10:00Z")!),
        until: .instant(VirtualTime("2026-01-20T23:20:00Z")!), k: 4, bytes: 20)
    static let cut = FaultSpec(
        id: "cut", kind: .truncateAtLineEnd, at: .instant(VirtualTime("2026-01-20T23:10:00Z")!), lines: 3)

    func begun(_ faults: [FaultSpec] = []) async throws -> RunDirectory {
        let directory = try stage.begin(stage.order(faults))
        try await stage.eventually("signals") {
            stage.shop.text("reports/\(directory.runID)/data/signals_2026-01-20.jsonl").utf8.count > 300
        }
        return directory
    }

    /// Armed is journaled before the fault is made: the next step must not come in between.
    func isTaken(_ folder: String) -> Bool {
        var status = stat()
        guard stat(folder, &status) == 0 else { return false }
        return Workshop.isRoot ? status.st_uid == 0 : status.st_mode & 0o777 == 0o555
    }

    func end() async throws -> RunReport {
        stage.move(to: "2026-01-21T01:00:00Z")
        return try await stage.report()
    }

    @Test func aQuietRunIsJournaledAndJudged() async throws {
        let directory = try await begun()
        let report = try await end()
        #expect(report.ending == .completed && report.exitCode == 0)
        #expect(report.engineExit == .code(0))
        #expect(report.judgement?.verdict == "REHEARSAL PASS")
        #expect(report.judgement?.criteria.map(\.id) == ["integrity"])
        let journal = JournalFile(directory)
        #expect(journal.types == ["run-started", "engine-started", "engine-exited", "run-ended"])
        #expect(journal.line("run-started").contains(#""versions":{"soak":"0.1.0","engine":"actor 1"}"#))
        #expect(journal.line("run-ended").contains(#""outcome":"completed","engine_exit":0,"#))
        #expect(journal.text.contains(#"{"type":"sample","#))
        #expect(access(directory.report, R_OK) == 0)
    }

    @Test func theEngineRunsAsAnOrdinaryUser() async throws {
        let directory = try await begun()
        var status = stat()
        #expect(stat(directory.data + "/signals_2026-01-20.jsonl", &status) == 0)
        #expect(status.st_uid == (Workshop.user?.uid ?? getuid()) && status.st_uid != 0)
        let line = JournalFile(directory).line("engine-started")
        let pid = line.split(separator: "\"pid\":").last?.prefix { $0.isNumber }
        #expect(stat("/proc/\(pid ?? "")", &status) == 0)
        #expect(status.st_uid == (Workshop.user?.uid ?? getuid()))
        _ = try await end()
    }

    @Test func theIncidentBitesAndIsLifted() async throws {
        let directory = try await begun([Self.incident])
        stage.move(to: "2026-01-20T23:30:00Z")
        try await stage.eventually("arming") { JournalFile(directory).has("fault-armed") }
        try await stage.eventually("the directory to be taken") { isTaken(directory.data) }
        stage.day("2026-01-21")
        stage.move(to: "2026-01-21T00:00:00Z")
        try await stage.eventually("the bite") { JournalFile(directory).has("fault-bitten") }
        #expect(access(directory.data + "/signals_2026-01-21.jsonl", F_OK) != 0)
        stage.move(to: "2026-01-21T00:30:00Z")
        try await stage.eventually("the lift") { JournalFile(directory).has("fault-lifted") }
        try await stage.eventually("the new day") {
            access(directory.data + "/signals_2026-01-21.jsonl", F_OK) == 0
        }
        let report = try await end()
        #expect(report.exitCode == 0 && report.missed.isEmpty)
        let journal = JournalFile(directory)
        #expect(
            journal.types == [
                "run-started", "engine-started", "fault-armed", "fault-bitten", "fault-lifted",
                "engine-exited",
                "run-ended",
            ])
        #expect(journal.line("fault-armed").contains(#""lift":"chown data back"#))
        #expect(journal.line("fault-bitten").contains(#""path":"signals_2026-01-21.jsonl","errno":13"#))
    }

    @Test func aTornWriteIsProvenBeforeTheEngineIsStartedAgain() async throws {
        let directory = try await begun([Self.torn])
        stage.move(to: "2026-01-20T23:10:00Z")
        try await stage.eventually("the lift") { JournalFile(directory).has("fault-lifted") }
        let report = try await end()
        #expect(report.exitCode == 0 && report.missed.isEmpty)
        let journal = JournalFile(directory)
        #expect(
            journal.types == [
                "run-started", "engine-started", "fault-armed", "engine-exited", "fault-bitten",
                "engine-started",
                "fault-lifted", "engine-exited", "run-ended",
            ])
        #expect(journal.line("fault-bitten").contains(#""done":20,"#))
        #expect(journal.text.contains(#""generation":1,"code":null,"signal":9,"during":"torn""#))
        #expect(journal.text.contains(#""generation":2,"reason":"restart""#))
        #expect(
            stage.shop.text("reports/\(directory.runID)/data/signals_2026-01-20.jsonl").contains(
                "\"01234567890{"))
    }

    @Test func linesAreCutWhileTheEngineIsDown() async throws {
        stage.judge(says: "FAIL", exit: 1)
        let directory = try await begun([Self.cut])
        stage.move(to: "2026-01-20T23:10:00Z")
        try await stage.eventually("the lift") { JournalFile(directory).has("fault-lifted") }
        let report = try await end()
        #expect(report.exitCode == 1 && report.missed.isEmpty)
        #expect(JournalFile(directory).line("fault-bitten").contains(#""last_byte":10"#))
    }

    @Test func aFaultThatDoesNotBiteMakesTheRunInconclusive() async throws {
        var never = Self.torn
        never.k = 1_000_000
        let directory = try await begun([never, Self.incident])
        stage.move(to: "2026-01-20T23:10:00Z")
        try await stage.eventually("arming") { JournalFile(directory).has("fault-armed") }
        stage.move(to: "2026-01-20T23:20:00Z")
        try await stage.eventually("the miss") { JournalFile(directory).has("fault-missed") }
        let report = try await end()
        try #require(report.missed.map(\.fault) == ["torn", "incident"])
        #expect(report.judgement?.exitCode == 0 && report.exitCode == 2)
        #expect(JournalFile(directory).text.contains("number 1000000 of write of signals files never came"))
        #expect(
            JournalFile(directory).line("fault-missed").contains("could not be prepared")
                || report.missed[1].why.contains("the run ended"))
    }

    @Test(arguments: [false, true])
    func whatTheMachineCannotDoIsSkippedWithItsReason(isAllowed: Bool) async throws {
        var order = try stage.order([Self.torn])
        if isAllowed { order.leave = SkipLeave(["torn-write"]) }
        let directory = try stage.begin(order) { run in
            run.faults[0].fault = NotHere(plan: run.faults[0].fault.plan)
        }
        // Only an engine that writes has a handler for the signal at the end.
        try await stage.eventually("signals") {
            !stage.shop.text("reports/\(directory.runID)/data/signals_2026-01-20.jsonl").isEmpty
        }
        stage.move(to: "2026-01-20T23:10:00Z")
        try await stage.eventually("the skip") { JournalFile(directory).has("fault-skipped") }
        let report = try await end()
        let line = JournalFile(directory).line("fault-skipped")
        #expect(
            line.contains(
                #""fault":"torn","kind":"torn-write","why":"nothing can be mounted here","allowed":\#(isAllowed),"#
            ),
            "\(line)")
        #expect(report.missed.isEmpty && report.faults.map(\.isSkipped) == [true])
        #expect(report.skippedUnasked.count == (isAllowed ? 0 : 1))
        // The judge's actor finds all well: without leave it is still not green.
        #expect(report.judgement?.exitCode == 0 && report.exitCode == (isAllowed ? 0 : 2))
        let types = JournalFile(directory).types
        #expect(!types.contains("fault-armed") && !types.contains("fault-missed"), "\(types)")
        #expect(
            stage.shop.text("console").contains(
                "SKIPPED\(isAllowed ? " (allowed)" : ""): nothing can be mounted"))
    }

    @Test func aFaultBeginsWhenSoMuchIsCounted() async throws {
        var counted = FaultSpec(id: "counted", kind: .sigkill, at: .count(.signals(20)), lastsMs: 600_000)
        var later = FaultSpec(id: "later", kind: .sigterm, at: .count(.signals(1_000_000)))
        later.until = .instant(VirtualTime("2026-01-20T23:30:00Z")!)
        counted.k = 1
        let directory = try stage.begin(stage.order([counted, later]))
        // No time passes at all.
        try await stage.eventually("the lift") { JournalFile(directory).has("fault-lifted") }
        let signals = stage.shop.text("reports/\(directory.runID)/data/signals_2026-01-20.jsonl")
        #expect(signals.split(separator: "\n").count >= 20)
        #expect(JournalFile(directory).line("fault-armed").contains(#""fault":"counted","kind":"sigkill""#))
        let report = try await end()
        #expect(report.faults.map(\.isBitten) == [true, false])
        #expect(report.missed.map(\.why) == ["there were no 1000000 signals before 2026-01-20T23:30:00Z"])
    }

    @Test func anEngineThatDiesIsStartedAgainAndItsEndIsNobodysFault() async throws {
        let directory = try await begun()
        let pid = JournalFile(directory).line("engine-started").split(separator: "\"pid\":").last!.prefix {
            $0.isNumber
        }
        kill(Int32(pid)!, SIGSEGV)
        try await stage.eventually("the restart") {
            JournalFile(directory).types.filter { $0 == "engine-started" }.count == 2
        }
        _ = try await end()
        #expect(JournalFile(directory).text.contains(#""signal":11,"during":null"#))
    }

    @Test func anInterruptionEndsInOrder() async throws {
        let directory = try await begun([Self.incident])
        stage.move(to: "2026-01-20T23:30:00Z")
        try await stage.eventually("arming") { JournalFile(directory).has("fault-armed") }
        stage.interruption.raise()
        let report = try await stage.report()
        #expect(report.ending == .interrupted && report.exitCode == 2 && report.judgement == nil)
        #expect(report.engineExit == .code(0))
        let journal = JournalFile(directory)
        #expect(journal.types.suffix(4) == ["fault-missed", "fault-lifted", "engine-exited", "run-ended"])
        #expect(journal.line("run-ended").contains(#""outcome":"interrupted""#))
        #expect(
            try CreateProbe.run(directory.data + "/x", as: Workshop.user, injector: Workshop.injector).errno
                == 0)
    }

    @Test func anEngineThatRefusesItsConfigurationIsNotStartedAgain() async throws {
        let stage = Stage(engine: "echo 'unknown key `sped`' >&2; exit 64")
        let directory = try stage.begin(stage.order())
        let report = try await stage.report()
        #expect(report.exitCode == 64)
        guard case .broken(let why, _) = report.ending else {
            Issue.record("\(report.ending)")
            return
        }
        #expect(why.contains("unknown key `sped`"))
        #expect(
            JournalFile(directory).types == ["run-started", "engine-started", "engine-exited", "run-ended"])
    }

    @Test func anExchangeThatDoesNotStartIsSaid() async throws {
        let stage = Stage(exchange: "echo 'port in use' >&2; exit 70")
        _ = try stage.begin(stage.order())
        let report = try await stage.report()
        #expect(report.ending == .broken(why: "the exchange did not start: port in use", exitCode: 70))
    }

    @Test func anExchangeThatGoesAwayEndsTheRun() async throws {
        let stage = Stage(
            exchange: Stage.exchange.replacing(
                "while :; do sleep 0.01; done", with: "sleep 0.3; echo gone >&2; exit 3"))
        let directory = try stage.begin(stage.order())
        let report = try await stage.report()
        #expect(report.ending == .broken(why: "the exchange ended in mid-run (exit 3): gone", exitCode: 70))
        #expect(JournalFile(directory).line("run-ended").contains("interrupted"))
    }

    @Test func anEngineThatEndsBadlyOnSIGTERMIsNotGreen() async throws {
        let stage = Stage(engine: Stage.engine.replacing("trap 'exit 0' TERM", with: "trap 'exit 9' TERM"))
        let directory = try stage.begin(stage.order())
        try await stage.eventually("signals") {
            JournalFile(directory).has("engine-started")
                && access(directory.data + "/signals_2026-01-20.jsonl", F_OK) == 0
        }
        stage.move(to: "2026-01-21T01:00:00Z")
        let report = try await stage.report()
        #expect(report.engineExit == .code(9) && report.judgement?.exitCode == 0 && report.exitCode == 1)
    }
}
