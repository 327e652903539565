import DoDChecks
import DoDFormat
import Testing

@Suite("What each kind of fault must have left in the evidence")
struct FaultTraceTests {
    static let signals = "signals_2026-01-20.jsonl"
    static let damages = [
        "truncate-anywhere", "truncate-to-zero", "nul-block", "bit-flip-value", "bit-flip-key",
        "bit-flip-newline", "line-duplicated", "lines-swapped", "line-deleted", "files-swapped",
        "wrong-day-in-file", "crlf", "bom", "invalid-utf8",
    ]
    static let quiet = [
        "short-write", "slow-disk", "disk-stall", "fsync-lies", "sigstop", "stopped-for-minutes",
        "stop-and-go",
        "cpu-starved", "started-twice",
    ]
    static let kills = [
        "kill-after-sync", "kill-before-rename", "kill-after-rename", "kill-at-midnight", "power-cut",
        "power-cut-simulated", "power-cut-after-lies", "spool-and-data-fail",
    ]
    static let clocks = [
        "clock-step-forward", "clock-step-back", "clock-step-day", "clock-fast", "clock-slow",
    ]

    /// The synthetic day's one fault as another kind, with these facts.
    func day(_ kind: String, facts: String, kill: Bool = true) -> SyntheticDay {
        var day = SyntheticDay(killAt: 2)
        for index in day.journal.indices {
            day.journal[index].members = day.journal[index].members.replacing("torn-write", with: kind)
        }
        let bitten = day.journal.firstIndex { $0.type == "fault-bitten" }!
        day.journal[bitten].members = "\"fault\":\"torn-1\",\"proof\":\"it bit\",\"facts\":{\(facts)}"
        return day
    }

    /// A day in which nothing ended, and this fault was in force for some seconds of its second minute.
    func calm(_ kind: String, facts: String) -> SyntheticDay {
        var day = SyntheticDay()
        let at = day.startMS + 70_000
        day.journal[0].members = day.journal[0].members.replacing("\"faults\":[]", with: "\"faults\":[\"f\"]")
        let lines = [
            DayLine(
                type: "fault-armed", atMS: at,
                members: "\"fault\":\"f\",\"kind\":\"\(kind)\",\"about\":\"a\",\"lift\":\"l\""),
            DayLine(
                type: "fault-bitten", atMS: at + 1_000,
                members: "\"fault\":\"f\",\"proof\":\"it bit\",\"facts\":{\(facts)}"),
            DayLine(type: "fault-lifted", atMS: at + 2_000, members: "\"fault\":\"f\""),
        ]
        day.journal.insert(contentsOf: lines, at: 2)
        return day
    }

    @Test("Damage is believed only at the byte that it hit", arguments: damages)
    func damage(kind: String) throws {
        let facts = "\"path\":\"\(Self.signals)\",\"offset\":300,\"line\":2"
        let whole = try DayFolder(day(kind, facts: facts)).result(.faults)
        #expect(
            whole.outcome == .unknown && whole.summary.contains("byte 300 of \(Self.signals)"), "\(whole)")
        var folder = DayFolder(day(kind, facts: facts))
        folder.files["data/" + Self.signals]?[300] ^= 1
        let found = try folder.result(.faults)
        #expect(found.outcome == .pass, "\(kind): \(found.summary)")
        #expect(try folder.result(.integrity).outcome == .fail)
    }

    @Test(
        "A frame against the protocol may be lived through: that needs life behind it",
        arguments: ["masked-frame", "reserved-bits"])
    func frameAgainstTheProtocol(kind: String) throws {
        let facts = "\"count\":\"sent\",\"done\":1"
        let found = try DayFolder(calm(kind, facts: facts)).result(.faults)
        #expect(found.outcome == .pass, "\(found.summary)")
        var cut = calm(kind, facts: facts)
        let behind = cut.startMS + 70_000
        cut.ledger.removeAll { $0.atMS > behind }
        #expect(try DayFolder(cut).result(.faults).outcome == .unknown)
    }

    @Test("A removed line of the ledger is believed only where it stood")
    func ledgerLine() throws {
        let facts = "\"path\":\"ledger_2026-01-20.jsonl\",\"offset\":3000,\"line\":4"
        let whole = try DayFolder(day("ledger-line-removed", facts: facts)).result(.faults)
        #expect(whole.outcome == .unknown && whole.summary.contains("without damage in line 4"))
        var folder = DayFolder(day("ledger-line-removed", facts: facts))
        let name = "data/ledger_2026-01-20.jsonl"
        var lines = (folder.files[name] ?? []).split(separator: 10)
        lines.remove(at: 3)
        folder.files[name] = lines.flatMap { $0 + [10] }
        #expect(try folder.result(.faults).outcome == .pass)
        #expect(try folder.result(.integrity).outcome == .fail)
    }

    @Test("A fault that is lived through leaves an engine that went on", arguments: quiet)
    func livedThrough(kind: String) throws {
        let result = try DayFolder(calm(kind, facts: "")).result(.faults)
        #expect(result.outcome == .pass, "\(result.summary)")
        var failing = calm(kind, facts: "")
        let at = failing.ledger.firstIndex { $0.atMS >= failing.startMS + 71_000 }!
        failing.ledger.insert(
            DayLine(
                type: "storage", atMS: failing.startMS + 71_000,
                members:
                    "\"event\":\"failing\",\"operation\":\"write\",\"path\":\"p\",\"errno\":5,\"records\":0,\"bytes\":0"
            ), at: at)
        let failed = try DayFolder(failing).result(.faults)
        #expect(failed.outcome == .unknown && failed.summary.contains("storage failed in that time"))
        let ended = try DayFolder(day(kind, facts: "")).result(.faults)
        #expect(ended.outcome == .unknown && ended.summary.contains("started anew"), "\(ended.summary)")
    }

    @Test("A kill is believed only with the end that the runner saw", arguments: kills)
    func kill(kind: String) throws {
        #expect(try DayFolder(day(kind, facts: "\"signal\":9")).result(.faults).outcome == .pass)
        let calm = try DayFolder(calm(kind, facts: "\"signal\":9")).result(.faults)
        #expect(calm.outcome == .unknown && calm.summary.contains("no such end"), "\(calm.summary)")
    }

    @Test(
        "A crash is believed only with the signal of its proof",
        arguments: ["sigsegv", "sigabrt", "out-of-memory"])
    func crash(kind: String) throws {
        #expect(try DayFolder(day(kind, facts: "\"signal\":9")).result(.faults).outcome == .pass)
        #expect(try DayFolder(day(kind, facts: "\"signal\":6")).result(.faults).outcome == .unknown)
    }

    @Test("A start that could not read ended by that error, or said so")
    func unreadable() throws {
        var ended = day("read-error", facts: "\"errno\":5")
        #expect(try DayFolder(ended).result(.faults).outcome == .unknown)
        let exit = ended.journal.firstIndex { $0.type == "engine-exited" }!
        var again = ended.journal[exit]
        again.members = again.members.replacing(
            "\"code\":null,\"signal\":9", with: "\"code\":1,\"signal\":null")
        ended.journal.insert(again, at: exit + 1)
        let result = try DayFolder(ended).result(.faults)
        #expect(result.outcome == .pass, "\(result.summary)")
    }

    @Test("Two kills are two ends")
    func twoKills() throws {
        var twice = day("kill-during-recovery", facts: "\"signal\":9")
        let once = try DayFolder(twice).result(.faults)
        #expect(once.outcome == .unknown && once.summary.contains("only 1 of 2 such ends"), "\(once.summary)")
        let exit = twice.journal.firstIndex { $0.type == "engine-exited" }!
        twice.journal.insert(twice.journal[exit], at: exit)
        #expect(try DayFolder(twice).result(.faults).outcome == .pass)
    }

    @Test("A wall clock that was set is believed only with the engine's own word of it", arguments: clocks)
    func clock(kind: String) throws {
        let isDrift = kind == "clock-fast" || kind == "clock-slow"
        let isBack = kind == "clock-slow" || kind == "clock-step-back"
        let by: Int64 = isDrift ? 500 : 1_500
        let facts =
            "\"offset_ms\":\(isDrift ? 0 : isBack ? -by : by),\"drift_ms_per_s\":\(isDrift ? isBack ? -20 : 20 : 0)"
        let silent = try DayFolder(calm(kind, facts: facts)).result(.faults)
        #expect(silent.outcome == .unknown && silent.summary.contains("no clock line of such a step"))
        for sign: Int64 in [1, -1] {
            var said = calm(kind, facts: facts)
            let from = said.startMS + 71_000
            let at = said.ledger.firstIndex { $0.atMS >= from + 2_000 }!
            let to = from + sign * by
            said.ledger.insert(
                DayLine(
                    type: "clock", atMS: to,
                    members: "\"event\":\"step\",\"from_ms\":\(from),\"to_ms\":\(to)"), at: at)
            let isIt = (sign < 0) == isBack
            let result = try DayFolder(said).result(.faults)
            #expect(result.outcome == (isIt ? .pass : .unknown), "\(kind) by \(sign * by): \(result.summary)")
        }
    }

    @Test(
        "A file or directory that was displaced is believed with a word of storage",
        arguments: ["file-removed", "directory-replaced"])
    func displaced(kind: String) throws {
        #expect(try DayFolder(calm(kind, facts: "")).result(.faults).outcome == .unknown)
        var said = calm(kind, facts: "")
        let at = said.ledger.firstIndex { $0.atMS >= said.startMS + 71_000 }!
        said.ledger.insert(
            DayLine(
                type: "storage", atMS: said.startMS + 71_000,
                members:
                    "\"event\":\"recovered\",\"operation\":\"rename\",\"path\":\"p\",\"errno\":0,\"records\":3,\"bytes\":9"
            ), at: at)
        #expect(try DayFolder(said).result(.faults).outcome == .pass)
    }
}
