import DoDChecks
import DoDFormat
import Testing

@Suite("The US session")
struct USSessionTests {
    func judge(_ day: WatchedDay, _ policy: Policy = WatchedDay.policy()) throws -> CriterionResult {
        try day.judge(USSessionCriterion(), policy)
    }

    static let session = 437..<827

    @Test("A whole one is named with its numbers")
    func whole() throws {
        let day = WatchedDay()
        #expect(day.minute("2026-01-20T14:30") == Self.session.lowerBound)
        let result = try judge(day)
        #expect(
            result.summary
                == "Tue 2026-01-20 14:30-21:00 UTC: 2 of 2 US equity markets covered and alive")
        #expect(result.measured["sessions_good"] == .count(1))
    }

    static let without: [(String, Int, String)] = [
        (
            "2026-01-19T00:00", 1_440,
            "Mon 2026-01-19 is closed (Martin Luther King Jr. Day); the next one is Tue 2026-01-20 14:30-21:00 UTC"
        ),
        ("2026-01-17T00:00", 1_440, "Sat 2026-01-17 is a weekend; the next one is Tue 2026-01-20 14:30"),
        ("2026-11-27T07:00", 1_440, "(early close, day after Thanksgiving)"),
        ("2026-01-20T07:13", 820, "the window ended before the close of Tue 2026-01-20 14:30-21:00 UTC"),
        ("2026-01-20T14:31", 600, "the window began after the open of Tue 2026-01-20"),
        ("2026-01-20T22:00", 600, "it touches no trading hours; the next one is Wed 2026-01-21 14:30-21:00"),
    ]

    @Test("Without one it says why, and names the next", arguments: without)
    func absent(from: String, minutes: Int, words: String) throws {
        let day = WatchedDay(from: from, minutes: minutes)
        let result = try judge(day)
        #expect(result.outcome == .fail)
        #expect(result.summary.contains(words), "\(result.summary)")
        #expect(result.measured["next_session"] != nil)
        #expect(try judge(day, WatchedDay.policy([.usSessionsMin: 0])).outcome == .pass)
    }

    @Test("The next session's times are in UTC")
    func next() throws {
        let result = try judge(WatchedDay(from: "2026-01-19T00:00", minutes: 1_440))
        guard case .object(let next)? = result.measured["next_session"] else {
            Issue.record("no next session")
            return
        }
        #expect(next["open"] == .text("2026-01-20T14:30:00Z"))
        #expect(next["close"] == .text("2026-01-20T21:00:00Z"))
    }

    @Test("99 % of its minutes")
    func minutes() throws {
        var day = WatchedDay()
        // 3 of 390 are 0.77 %, 4 are 1.03 %.
        day.edit([500, 510, 520], market: 1, WatchedDay.silence)
        #expect(try judge(day).outcome == .pass)
        day.edit([530], market: 1, WatchedDay.silence)
        let result = try judge(day)
        #expect(result.outcome == .fail)
        #expect(
            result.summary.contains("1 of 2 US equity markets covered and alive, first xyz:TSLA: 386 of 390"),
            "\(result.summary)")
    }

    @Test("Contexts flow, and the oracle stands still")
    func frozen() throws {
        var day = WatchedDay()
        // 4 of 78 slots are more than 5 %.
        day.edit(437..<452, market: 2) { $0.oracleChanges = 0 }
        #expect(try judge(day).outcome == .pass)
        day.edit(437..<457, market: 2) { $0.oracleChanges = 0 }
        let result = try judge(day)
        #expect(result.outcome == .fail)
        #expect(result.summary.contains("xyz:NVDA: alive in 74 of 78 slots"), "\(result.summary)")
    }

    @Test("A book with one side only")
    func oneSided() throws {
        var day = WatchedDay()
        day.edit(Self.session, market: 2) { $0.twoSidedMS = 0 }
        let result = try judge(day)
        #expect(result.outcome == .fail)
        #expect(result.summary.contains("alive in 0 of 78 slots"), "\(result.summary)")
    }

    @Test("90 % of the markets: one of ten may fail, two may not; one that is nowhere counts as failed")
    func markets() throws {
        let coins = (0..<10).map { "xyz:E\($0)" }
        var day = WatchedDay(coins: coins)
        let policy = WatchedDay.policy(equities: coins)
        day.edit(Self.session, market: 3, WatchedDay.silence)
        let one = try judge(day, policy)
        #expect(one.outcome == .pass)
        #expect(one.evidence.contains { $0.contains("xyz:E3: 0 of 390 minutes covered") })
        day.edit(Self.session, market: 4, WatchedDay.silence)
        #expect(try judge(day, policy).outcome == .fail)
        let nowhere = WatchedDay.policy(equities: coins.dropLast() + ["xyz:GONE", "xyz:GONE2"])
        let gone = try judge(WatchedDay(coins: coins), nowhere)
        #expect(gone.outcome == .fail)
        #expect(gone.summary.contains("xyz:GONE is in no table of markets"), "\(gone.summary)")
    }

    @Test("The engine was dead for an hour of it")
    func dead() throws {
        var day = WatchedDay()
        day.restart(at: 500, downMinutes: 60)
        let result = try judge(day)
        #expect(result.outcome == .fail)
        #expect(result.summary.contains("0 of 2 US equity markets"), "\(result.summary)")
    }
}
