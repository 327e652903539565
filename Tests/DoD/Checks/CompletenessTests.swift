import DoDChecks
import DoDFormat
import Testing

@Suite("Completeness sees")
struct CompletenessTests {
    func expect(
        _ folder: DayFolder, _ outcome: Outcome, _ words: String..., policy: Policy = DayFolder.policy,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let result = try folder.result(.completeness, policy)
        let text = ([result.summary] + result.evidence).joined(separator: "\n")
        #expect(result.outcome == outcome, "\(text)", sourceLocation: location)
        for word in words {
            #expect(text.contains(word), "\(word) is not in: \(text)", sourceLocation: location)
        }
    }

    /// The truth expected one more than was recorded.
    func withTruth(_ edit: (inout SyntheticDay) -> Void) -> DayFolder {
        var day = SyntheticDay()
        edit(&day)
        return DayFolder(day)
    }

    @Test("a signal that had to be found and is not there, by market, side and time")
    func lost() throws {
        var extra = SyntheticDay().signals[7]
        extra.best += 5_000_000
        let folder = withTruth { $0.truth.insert(extra.truth, at: 8) }
        try expect(
            folder, .fail,
            "1 LOST (of 25 signals that had to be found): first xyz:1 buy sent 2026-01-20T07:14:10.098Z",
            "(\(extra.atMS - 2))")
    }

    @Test("a signal that nobody sent")
    func invented() throws {
        try expect(withTruth { $0.truth.remove(at: 3) }, .fail, "INVENTED xyz:1 sell recorded")
    }

    @Test("a signal recorded twice under two ids")
    func doubled() throws {
        let folder = withTruth { day in
            // The truth has one where the files have two of the same content.
            let twin = day.signals[2]
            let name = "signals_2026-01-20.jsonl"
            let lines = String(decoding: day.data[name]!, as: UTF8.self)
            var second = twin
            second.number = 1
            day.data[name] = Array(
                lines.replacing("\(twin.line)\n", with: "\(twin.line)\n\(second.line)\n").utf8)
        }
        try expect(folder, .fail, "DOUBLED xyz:0 sell recorded", "4 signals in the files, 3 by the ledger")
    }

    @Test("ambiguous ones as neither, and their share as doubtful above the limit")
    func ambiguous() throws {
        let turned = withTruth { day in
            day.truth[3] = day.truth[3].replacing("\"must\"", with: "\"ambiguous\"")
        }
        try expect(turned, .unknown, "1 of 24 expected signals are ambiguous: more than 2 %")
        var missing = SyntheticDay().signals[7]
        missing.best += 5_000_000
        let absent = withTruth { day in
            day.truth += [missing.truth(class: "ambiguous", connection: 1)]
        }
        let loose = Policy(
            name: "test",
            hundredths: [
                .floorSignals: 0, .floorMarkets: 0, .floorGateBlocks: 0, .ambiguousPercentMax: 50_00,
            ],
            mayPass: true)
        try expect(turned, .pass, policy: loose)
        try expect(absent, .pass, policy: loose)
    }

    @Test("what the market had while nobody was connected is counted, not expected")
    func away() throws {
        var missed = SyntheticDay().signals[7]
        missed.best += 5_000_000
        let folder = withTruth { $0.truth.insert(missed.truth(class: "away", connection: 0), at: 8) }
        try expect(folder, .pass, "1 away")
        #expect(try folder.result(.completeness).measured["away"] == .count(1))
    }

    @Test("a truth that is not whole: unknown")
    func truthNotWhole() throws {
        try expect(withTruth { $0.truthIsComplete = false }, .unknown, "not complete")
        try expect(withTruth { $0.truthHasSummary = false }, .unknown, "no summary")
        var short = DayFolder(SyntheticDay())
        short.editLines("truth/signals.jsonl") { $0.removeLast() }
        try expect(short, .unknown, "lists 23 signals as must, its summary says 24")
        var none = DayFolder(SyntheticDay())
        for name in none.files.keys where name.hasPrefix("truth/") { none.files[name] = nil }
        try expect(none, .unknown, "no truth of the synthetic exchange")
    }

    @Test("a truth that lacks minutes or connections: unknown")
    func truthCutShort() throws {
        var minutes = DayFolder(SyntheticDay())
        minutes.editLines("truth/minutes.jsonl") { $0.removeLast() }
        try expect(minutes, .unknown, "minutes tell of 720 frames sent, its summary says 960")
        minutes.files["truth/minutes.jsonl"] = []
        try expect(minutes, .unknown, "minutes tell of 0 frames sent, its summary says 960")
        var connections = DayFolder(SyntheticDay())
        connections.files["truth/connections.jsonl"] = []
        try expect(connections, .unknown, "signals of connection 1, and no line that it was ever up")
        var cut = SyntheticDay()
        cut.truth = []
        for (name, _) in cut.data where name.hasPrefix("signals") { cut.data[name] = [] }
        var unheard = DayFolder(cut)
        unheard.files["truth/connections.jsonl"] = []
        try expect(unheard, .fail, "connected for 240000 ms by its minutes, for 0 ms by its connections")
    }

    @Test("records that the engine says it dropped")
    func dropped() throws {
        var day = SyntheticDay()
        let stop = day.ledger.count - 1
        day.ledger[stop].members = day.ledger[stop].members.replacing("\"dropped\":0", with: "\"dropped\":2")
        try expect(DayFolder(day), .fail, "2 records dropped since the process started")
        var event = SyntheticDay()
        event.ledger.insert(
            DayLine(
                type: "storage", atMS: event.ledger[stop].atMS,
                members:
                    "\"event\":\"dropped\",\"operation\":\"write\",\"path\":\"p\",\"errno\":28,\"records\":5,\"bytes\":1000"
            ), at: stop)
        try expect(DayFolder(event), .fail, "5 records were dropped")
    }

    @Test("totals and minutes that are not what the files hold")
    func counts() throws {
        var total = SyntheticDay()
        let stop = total.ledger.count - 1
        total.ledger[stop].members = total.ledger[stop].members.replacing(
            "\"signals\":24", with: "\"signals\":26")
        try expect(DayFolder(total), .fail, "26 signals by its total, 24 sealed")
        var minute = SyntheticDay()
        let index = minute.ledger.firstIndex { $0.type == "minute" }!
        minute.ledger[index].members = minute.ledger[index].members.replacing(
            "\"signals\":3,\"followups_due\":9,\"followups_taken\":9",
            with: "\"signals\":4,\"followups_due\":12,\"followups_taken\":9")
        try expect(
            DayFolder(minute), .fail, "3 signals in the files, 4 by the ledger",
            "78 follow-ups were due, but 72 taken, 0 missed and 0 interrupted")
    }

    @Test("in a minute in which the engine died, more records than counted; never fewer")
    func killedMinute() throws {
        let day = SyntheticDay(killAt: 2)
        try expect(DayFolder(day), .pass)
        var fewer = day
        let index = fewer.ledger.lastIndex {
            $0.type == "minute" && $0.members.contains("\"observed_ms\":40000")
        }!
        fewer.ledger[index].members = fewer.ledger[index].members.replacing(
            "\"signals\":2", with: "\"signals\":9")
        try expect(DayFolder(fewer), .fail, "3 signals in the files, 9 by the ledger")
    }

    @Test("the same when the engine had told of a first piece of that minute before it died")
    func killedInASecondPiece() throws {
        var day = SyntheticDay(killAt: 2)
        // A line of the minute's first five seconds, as a new connection writes one, with nothing in it.
        let whole = try #require(day.ledger.first { $0.type == "minute" })
        let begin = day.startMS + 2 * SyntheticDay.minuteMS
        let at = try #require(day.ledger.firstIndex { $0.atMS >= begin + 5_000 })
        var piece = whole
        piece.atMS = begin + 5_000
        piece.members = whole.members.replacing(
            "\"minute_ms\":\(day.startMS)", with: "\"minute_ms\":\(begin)"
        )
        .replacing("\"observed_ms\":60000", with: "\"observed_ms\":5000")
        piece.members = piece.members.replacing(
            "\"signals\":3,\"followups_due\":9,\"followups_taken\":9",
            with: "\"signals\":0,\"followups_due\":0,\"followups_taken\":0")
        day.ledger.insert(piece, at: at)
        try expect(DayFolder(day), .pass)
    }

    @Test("a rehearsed day that is too empty to judge by")
    func floors() throws {
        let folder = DayFolder(SyntheticDay())
        try expect(
            folder, .unknown, "24 signals, at least 100000 are needed", "2 markets with signals, at least 20",
            "0 signals blocked by bbo_age, at least 30", policy: .phaseA)
        var empty = SyntheticDay(minutes: 0)
        empty.truth = []
        #expect(try DayFolder(empty).result(.completeness).outcome == .unknown)
    }
}
