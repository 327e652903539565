import DoDCalendar
import DoDChecks
import DoDFormat
import Testing

/// Days looked at one by one and joined: the same verdict as all of them at once, to the byte.
@Suite("Partials")
struct PartialTests {
    /// Six minutes around midnight; the engine runs through, so the second day's ledger has no start.
    private static func night(killAt: Int? = nil) -> DayFolder {
        DayFolder(SyntheticDay(minutes: 6, startMS: 1_768_953_420_000, killAt: killAt))
    }

    private static let before = "2026-01-19"
    private static let first = "2026-01-20"
    private static let second = "2026-01-21"
    private static let signals = "data/signals_2026-01-21.jsonl"

    private static func json(_ evidence: Evidence) -> String {
        VerdictJSON.text(Judge(policy: DayFolder.policy, criteria: ByteCriteria.all).judge(evidence))
    }

    /// Each file to the partial of its day; journal and truth to all of them.
    private static func partials(_ folder: DayFolder, _ groups: [[String]], in scratch: Scratch) throws
        -> [String]
    {
        try groups.enumerated().map { number, days in
            for (name, bytes) in folder.files {
                let isShared = !name.hasPrefix("data/")
                let isRest = number == 0 && !name.contains("2026-01-")
                guard isShared || isRest || days.contains(where: { name.contains($0) }) else { continue }
                try scratch.write("run-\(number)/\(name)", bytes)
            }
            let path = "\(scratch.path)/\(number).partial"
            try PartialMaker.write(
                EvidenceRequest(directories: ["\(scratch.path)/run-\(number)"]), terms: ["", ""], to: path)
            return path
        }
    }

    static func expectSame(
        _ folder: DayFolder, _ words: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let whole = json(try folder.evidence())
        for groups in [
            [[first, before], [second]], [[second, before], [first]], [[first, second, before]],
        ] {
            let scratch = try Scratch()
            let joined = try PartialJoin(try partials(folder, groups, in: scratch))
            #expect(json(joined.evidence) == whole, "\(groups)", sourceLocation: sourceLocation)
            #expect(joined.remarks.isEmpty)
        }
        #expect(
            words.isEmpty || whole.contains(words), "\(words) is not in it", sourceLocation: sourceLocation)
    }

    @Test("A night without trouble") func clean() throws { try Self.expectSame(Self.night()) }
    @Test("A night with a kill") func killed() throws {
        for minute in [1, 4] { try Self.expectSame(Self.night(killAt: minute)) }
    }

    /// A live night that the runner's own connection watched, too; it saw what `edit` makes of the signals.
    private static func watchedNight(_ edit: (inout [String], SyntheticDay) -> Void = { _, _ in })
        -> DayFolder
    {
        let day = SyntheticDay(minutes: 6, startMS: 1_768_953_420_000, isLive: true)
        var lines = day.truth
        edit(&lines, day)
        var folder = DayFolder(day)
        let up = "{\"connection\":1,\"event\":\"up\",\"at_ms\":\(day.startMS),\"cause\":null}\n"
        folder.files["observer/signals.jsonl"] = Array(lines.map { "\($0)\n" }.joined().utf8)
        folder.files["observer/connections.jsonl"] = Array(up.utf8)
        folder.files["observer/minutes.jsonl"] = []
        return folder
    }

    @Test("A night with an observer: what it saw as well, what the engine missed, what is damaged")
    func observed() throws {
        try Self.expectSame(Self.watchedNight(), "\"observer_clear_missed\":0")
        let missed = Self.watchedNight { lines, day in
            for place in [5, 30] {
                var stranger = day.signals[place]
                stranger.best += 5_000_000
                lines.insert(stranger.truth, at: place + 1)
            }
        }
        try Self.expectSame(missed, "2 MISSED of 38 signals")
        try Self.expectSame(Self.watchedNight { lines, _ in lines[3].removeLast(9) }, "is damaged")
        var alone = Self.watchedNight()
        alone.files["observer/signals.jsonl"] = nil
        try Self.expectSame(alone, "is damaged")
    }

    /// What is wrong in the second day, whose own ledger does not say the costs.
    static let damages: [(String, String, String)] = [
        ("\"net_edge_bps\":9", "\"net_edge_bps\":8", "net edge"),
        ("\"suggested_size\":", "\"suggested_size\":9", "size"),
        ("\"market_key\":\"xyz:1\"", "\"market_key\":\"xyz:7\"", "xyz:7 is not in the day's table"),
        ("\"side\":\"buy\"", "\"side\":\"sell\"", "is no cross"), ("\"side\":", "\"sid\":", "missing key"),
        ("}\n{", "}{", "two records"),
    ]

    @Test("One thing wrong in the day that does not know the costs", arguments: damages)
    func damaged(_ old: String, _ new: String, _ words: String) throws {
        var folder = Self.night()
        folder.replace(Self.signals, old, new)
        try Self.expectSame(folder, words)
    }

    @Test("Lines lost, doubled and swapped, bytes behind the end, files that are not there or not known")
    func files() throws {
        var doubled = Self.night()
        doubled.editLines(Self.signals) { $0.insert($0[3], at: 4) }
        try Self.expectSame(doubled, "again")
        var lost = Self.night()
        lost.editLines(Self.signals) { $0.remove(at: 3) }
        try Self.expectSame(lost, "not what was sealed")
        var swapped = Self.night()
        swapped.editLines(DayFolder.followups) { $0.swapAt(0, 9) }
        try Self.expectSame(swapped)
        var longer = Self.night()
        longer.files[DayFolder.signals]! += Array("{\"timestamp_ms\":1".utf8)
        try Self.expectSame(longer, "no final newline")
        var missing = Self.night()
        missing.files["data/followups_\(Self.second).jsonl"] = nil
        try Self.expectSame(missing, "missing file")
        var more = Self.night()
        more.files["data/notes.txt"] = Array("hello".utf8)
        let early = SyntheticDay(startMS: SyntheticDay.startMS - 86_400_000)
        more.files["data/signals_2026-01-19.jsonl"] = early.data["signals_2026-01-19.jsonl"]
        more.files["data/quarantine/bytes"] = [1, 2, 3]
        try Self.expectSame(more, "a name that nobody knows")
        var ledger = Self.night()
        ledger.editLines("data/ledger_\(Self.second).jsonl") { $0.remove(at: 1) }
        try Self.expectSame(ledger, "sequence gap")
        var bare = Self.night()
        bare.files["data/ledger_\(Self.first).jsonl"] = nil
        bare.files["data/ledger_\(Self.second).jsonl"] = nil
        try Self.expectSame(bare, "no ledger")
    }

    @Test("Days of a year in any order and grouping") func manyDays() throws {
        var folder = DayFolder(SyntheticDay())
        for day in 10..<19 {
            let early = SyntheticDay(startMS: SyntheticDay.startMS - Int64(20 - day) * 86_400_000)
            for (name, bytes) in early.data { folder.files["data/\(name)"] = bytes }
        }
        let whole = Self.json(try folder.evidence())
        var numbers = SeededNumbers(seed: 20_260_120)
        for round in 0..<3 {
            var groups = [[String]](repeating: [], count: 2 + round)
            for day in 10...20 {
                groups[Int.random(in: 0..<groups.count, using: &numbers)].append("2026-01-\(day)")
            }
            // A folder without a day in it is none that anybody would look at; 2026-01-19 has no files.
            groups.removeAll { $0.allSatisfy { $0 == "2026-01-19" } }
            let scratch = try Scratch()
            let joined = try PartialJoin(
                try Self.partials(folder, groups.shuffled(using: &numbers), in: scratch))
            #expect(Self.json(joined.evidence) == whole, "\(groups)")
        }
    }

    private static func refusal(_ paths: [String]) -> String {
        do {
            _ = try PartialJoin(paths)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test("What can't be joined is refused with a word that says why")
    func refusals() throws {
        let scratch = try Scratch()
        let folder = Self.night()
        let paths = try Self.partials(folder, [[Self.first], [Self.second]], in: scratch)
        #expect(Self.refusal([paths[0], paths[0]]).contains("each day goes into one partial"))
        let other = "\(scratch.path)/other.partial"
        for (terms, window, words) in [
            (["x", ""], nil, "different policies"), (["", "x"], nil, "different calendars"),
            (["", ""], TimeWindow(fromMS: 0, toMS: 9), "different times"),
        ] {
            try PartialMaker.write(
                EvidenceRequest(directories: ["\(scratch.path)/run-1"], window: window), terms: terms,
                to: other)
            #expect(Self.refusal([paths[0], other]).contains(words))
        }
        try PartialMaker.write(
            EvidenceRequest(directories: ["\(scratch.path)/run-1/data"]), terms: ["", ""], to: other)
        #expect(Self.refusal([paths[0], other]).contains("a run directory"))
        #expect(Self.refusal(["\(scratch.path)/run-0/journal.jsonl"]).contains("it is no partial"))
        let bytes = try Scratch.bytes(paths[1])
        for (change, words) in [
            ({ (bytes: inout [UInt8]) in bytes.removeLast(30) }, "cut short"),
            ({ $0[bytes.count / 2] ^= 4 }, "changed"), ({ $0[17] = 0x39 }, "another version"),
        ] as [((inout [UInt8]) -> Void, String)] {
            var damaged = bytes
            change(&damaged)
            try scratch.write("damaged", damaged)
            #expect(Self.refusal(["\(scratch.path)/damaged"]).contains(words), "\(words)")
        }
        try scratch.write("run-1/observer/signals.jsonl", [])
        try PartialMaker.write(
            EvidenceRequest(directories: ["\(scratch.path)/run-1"]), terms: ["", ""], to: other)
        #expect(Self.refusal([paths[0], other]).contains("one with an observer"))
        let foreign = try Scratch()
        var journal = folder
        journal.replace("journal.jsonl", "\"pid\":11", "\"pid\":12")
        let strangers = try Self.partials(journal, [[Self.first], [Self.second]], in: foreign)
        #expect(Self.refusal([paths[0], strangers[1]]).contains("different runs"))
    }

    @Test("A day that nobody brought is said to be missing")
    func missingDay() throws {
        var folder = DayFolder(SyntheticDay())
        folder.files["data/signals_2026-01-17.jsonl"] = []
        let scratch = try Scratch()
        let joined = try PartialJoin(
            try Self.partials(folder, [["2026-01-17"], ["2026-01-20"]], in: scratch))
        #expect(
            joined.remarks == [
                "no partial holds 2026-01-18 and 1 more, between 2026-01-17 and 2026-01-20: its evidence is missing"
            ])
    }
}
