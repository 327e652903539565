import DoDChecks
import DoDFormat
import Testing

@Suite("Against the runner's own connection, completeness")
struct ObserverTests {
    /// A live day that an observer saw as the engine did, but for what a test changes.
    private func folder(minutes: Int = 4, _ edit: (inout [String], inout SyntheticDay) -> Void = { _, _ in })
        -> DayFolder
    {
        var day = SyntheticDay(minutes: minutes, isLive: true)
        var lines = day.truth
        edit(&lines, &day)
        var folder = DayFolder(day)
        folder.files["observer/signals.jsonl"] = Array(lines.map { "\($0)\n" }.joined().utf8)
        folder.files["observer/connections.jsonl"] = Array(
            "{\"connection\":1,\"event\":\"up\",\"at_ms\":\(day.startMS),\"cause\":null}\n".utf8)
        folder.files["observer/minutes.jsonl"] = []
        return folder
    }

    /// Another price than any that was recorded, at a moment of the seventh signal.
    private var stranger: DaySignal {
        var signal = SyntheticDay(isLive: true).signals[7]
        signal.best += 5_000_000
        return signal
    }

    private func expect(_ folder: DayFolder, _ outcome: Outcome, _ facts: [String: Int64]) throws -> String {
        let result = try folder.result(.completeness)
        let text = ([result.summary] + result.evidence).joined(separator: "\n")
        #expect(result.outcome == outcome, "\(text)")
        for (name, count) in facts {
            #expect(result.measured[name] == .count(count), "\(name): \(result.measured)")
        }
        return text
    }

    @Test("says how many it saw as well")
    func agrees() throws {
        let text = try expect(
            folder(), .pass,
            ["observer_seen": 24, "observer_clear": 24, "observer_clear_missed": 0])
        #expect(
            text.contains("saw 24 of 24 recorded signals as well, and the engine 24 of its 24 clear ones"))
    }

    @Test("fails a day on which clear ones are missing")
    func missed() throws {
        let text = try expect(
            folder { lines, _ in lines.insert(stranger.truth, at: 8) }, .fail,
            ["observer_clear": 25, "observer_clear_missed": 1])
        #expect(
            text.contains("1 MISSED of 25 signals that the runner's own connection saw clearly: first xyz:1"))
    }

    @Test("doubts a day on which one of more than a thousand is missing")
    func hardlyMissed() throws {
        _ = try expect(
            folder(minutes: 200) { lines, _ in lines.insert(stranger.truth, at: 8) }, .unknown,
            ["observer_clear": 1201, "observer_clear_missed": 1])
    }

    @Test("asks nothing of the engine that was not clear, or while it had no connection")
    func notAsked() throws {
        _ = try expect(
            folder { lines, _ in lines.append(stranger.truth(class: "ambiguous", connection: 1)) }, .pass,
            ["observer_clear": 24])
        var early = stranger
        early.atMS = SyntheticDay.startMS + 1_000
        _ = try expect(
            folder { lines, _ in lines.insert(early.truth, at: 0) }, .pass,
            ["observer_clear": 24, "observer_clear_away": 1])
    }

    @Test("counts what it did not see itself, and holds it against nobody")
    func notSeen() throws {
        let text = try expect(
            folder { lines, _ in lines.removeFirst(3) }, .pass,
            ["observer_seen": 21, "observer_recorded": 24])
        #expect(text.contains("saw 21 of 24"))
    }

    @Test("doubts a day whose observer was promised and left nothing")
    func promised() throws {
        func promise(_ folder: inout DayFolder) {
            var day = SyntheticDay(isLive: true)
            day.journal[0].members += ",\"observer\":true"
            folder.files["journal.jsonl"] = DayFolder(day).files["journal.jsonl"]
        }
        var there = folder()
        promise(&there)
        _ = try expect(there, .pass, ["observer_seen": 24])
        var gone = there
        for name in gone.files.keys where name.hasPrefix("observer/") { gone.files[name] = nil }
        #expect(
            try expect(gone, .unknown, [:]).contains(
                "the runner's own connection was promised and its files are not there"))
        for name in ["signals", "connections"] {
            var half = there
            half.files["observer/\(name).jsonl"] = nil
            #expect(try expect(half, .unknown, [:]).contains("observer/\(name).jsonl"))
        }
        // An older runner promised nothing.
        let never = DayFolder(SyntheticDay(isLive: true))
        #expect(
            try expect(never, .pass, [:]).contains(
                "no second connection of the runner's own watched the venue"))
    }

    @Test("fails a day on which the feed was dead for the engine alone")
    func deadFeed() throws {
        let folder = folder { _, day in
            day.tell("feed-dead", day.startMS + 90_000, "\"silent_ms\":40000,\"witnessed\":2100")
        }
        let text = try expect(folder, .fail, [:])
        #expect(
            text.contains(
                "2026-01-20T07:14:30.000Z the feed was dead for the engine: nothing for 40 s, in which the runner's own connection got 2100"
            ), "\(text)")
    }
}
