import DoDChecks
import DoDFormat
import Testing

@Suite("Coverage")
struct CoverageTests {
    func judge(_ day: WatchedDay, _ policy: Policy = WatchedDay.policy()) throws -> CriterionResult {
        try day.judge(CoverageCriterion(), policy)
    }

    @Test("Every market-minute counts")
    func numbers() throws {
        let result = try judge(WatchedDay())
        #expect(result.measured["market_minutes"] == .count(3 * 1_442))
        #expect(result.measured["covered"] == .count(3 * 1_442))
        #expect(
            result.summary == "4326 of 4326 market-minutes covered (100.0 %) in 3 markets; longest gap none")
    }

    @Test("One market silent for six minutes while the others flow")
    func silentMarket() throws {
        var day = WatchedDay()
        day.edit(100..<105, market: 1, WatchedDay.silence)
        #expect(try judge(day).outcome == .pass)
        day.edit(100..<106, market: 1, WatchedDay.silence)
        let result = try judge(day)
        #expect(result.outcome == .fail)
        #expect(
            result.summary
                == "gap of 6 min in xyz:TSLA (xyz:1), 2026-01-20T08:53:00.000Z to 2026-01-20T08:59:00.000Z",
            "\(result.summary)")
    }

    @Test("A gap is as long as nothing came, not as its minutes count")
    func gapLength() throws {
        var day = WatchedDay()
        day.edit(100..<106, market: 1, WatchedDay.silence)
        for edge in [100, 105] { day.edit([edge], market: 1) { $0.ctx = 29 } }
        // 6 minutes, of which 29 s at either end came: 5 min 2 s.
        #expect(try judge(day).outcome == .fail)
        day.edit(100..<101, market: 1) { $0.ctx = 58 }
        #expect(try judge(day).outcome == .pass)
    }

    @Test("One minute in a hundred missing, never two in a row")
    func share() throws {
        var day = WatchedDay()
        for market in 0..<3 {
            day.edit(stride(from: 5, to: 1_442, by: 100), market: market) { $0.ctx = 29 }
        }
        let result = try judge(day)
        #expect(result.outcome == .fail)
        #expect(
            result.summary.contains("4281 of 4326 market-minutes covered (98.95 %), 99.5 % are asked for"),
            "\(result.summary)")
        #expect(result.evidence.contains("xyz:XYZ100 (xyz:0) lacks 15 minutes"))
    }

    @Test("45 s connected and 30 contexts, both")
    func rule() throws {
        for (connected, contexts, covered) in [
            (45_000, 30, true), (44_999, 30, false), (45_000, 29, false), (60_000, 30, true),
        ] as [(Int64, Int64, Bool)] {
            var day = WatchedDay()
            day.edit(50) { $0.feed.connectedMS = connected }
            for market in 0..<3 { day.edit([50], market: market) { $0.ctx = contexts } }
            let expected: Int64 = covered ? 4_326 : 4_323
            #expect(try judge(day).measured["covered"] == .count(expected))
        }
    }

    @Test("Two lines of one minute add up")
    func restartInMinute() throws {
        var day = WatchedDay()
        let index = try #require(day.records.firstIndex { $0.minuteMS == day.at(60) })
        var half = day.records[index]
        half.observedMS = 25_000
        half.feed.connectedMS = 25_000
        for market in half.markets.indices { half.markets[market].ctx = 20 }
        day.records[index] = half
        #expect(try judge(day).measured["covered"] == .count(4_323))
        day.records.insert(half, at: index)
        #expect(try judge(day).measured["covered"] == .count(4_326))
    }

    @Test("Minutes without any line count for all markets: a process that was dead")
    func dead() throws {
        var day = WatchedDay()
        day.restart(at: 200, downMinutes: 4)
        let short = try judge(day)
        #expect(short.outcome == .pass, "\(short.summary)")
        #expect(short.measured["minutes_without_record"] == .count(4))
        #expect(short.measured["covered"] == .count(3 * 1_438))
        day = WatchedDay()
        day.restart(at: 200, downMinutes: 6)
        let long = try judge(day)
        #expect(long.outcome == .fail)
        #expect(long.evidence.contains { $0.contains("gap of 6 min in 3 markets") }, "\(long.evidence)")
        #expect(long.evidence.contains { $0.contains("no connection for 6 min") }, "\(long.evidence)")
    }

    @Test("A lost connection that whole minutes would hide")
    func outage() throws {
        var day = WatchedDay()
        day.lose(day.at(300, 46), cause: "stalled", connection: 2, backAfterMS: 329_000)
        for minute in 301...305 { day.edit(minute) { $0.feed.connectedMS = 0 } }
        for market in 0..<3 { day.edit(301...305, market: market, WatchedDay.silence) }
        let result = try judge(day)
        #expect(result.outcome == .fail)
        #expect(result.summary.contains("no connection for 5 min 29 s"), "\(result.summary)")
        #expect(result.summary.contains("(stalled): more than 5 min"), "\(result.summary)")
    }

    @Test("Delisted and unlisted markets need no minutes; a market that nobody lists does not hide")
    func listed() throws {
        var day = WatchedDay()
        day.universe[2].isDelisted = true
        day.events = day.events.map { line in
            guard case .universe = line.event else { return line }
            return (line.atMS, .universe(UniverseEvent(.snapshot, markets: day.universe)))
        }
        day.edit(0..<1_442, market: 2, WatchedDay.silence)
        let never = try judge(day)
        #expect(never.outcome == .pass && never.measured["market_minutes"] == .count(2 * 1_442))
        day = WatchedDay()
        day.say(day.at(700, 30), .universe(UniverseEvent(.delisted, markets: [day.universe[2]])))
        day.edit(700..<1_442, market: 2, WatchedDay.silence)
        let later = try judge(day)
        #expect(later.outcome == .pass, "\(later.summary)")
        #expect(later.measured["market_minutes"] == .count(2 * 1_442 + 700))
        day = WatchedDay()
        day.edit(700..<1_442, market: 2, WatchedDay.silence)
        #expect(try judge(day).outcome == .fail)
    }

    @Test("A market without a book is named and not counted; one that is mute is no such market")
    func bookless() throws {
        var day = WatchedDay()
        day.edit(0..<1_442, market: 2) { minute in
            minute.bboNull = minute.bbo
            minute.twoSidedMS = 0
            minute.ctx = 0
        }
        let result = try judge(day)
        #expect(result.outcome == .pass)
        #expect(result.evidence.contains { $0.contains("xyz:NVDA (xyz:2) never had a book") })
        day.edit(0..<1_442, market: 2, WatchedDay.silence)
        #expect(try judge(day).outcome == .fail)
    }

    @Test("Without a table nothing says what had to be there")
    func unknownUniverse() throws {
        var day = WatchedDay()
        day.events.removeAll { if case .universe = $0.event { true } else { false } }
        #expect(try judge(day).outcome == .unknown)
    }

    @Test("What was asked for and never watched is missing")
    func asked() throws {
        var day = WatchedDay()
        day.askedWindow = TimeWindow(fromMS: day.at(-30), toMS: day.at(1_410))
        let result = try judge(day)
        #expect(result.outcome == .fail)
        #expect(result.measured["minutes_without_record"] == .count(30))
    }

    @Test("Two runs with a hole between them: it is named, and judged when it is asked for")
    func hole() throws {
        let runs = [
            WatchedDay(minutes: 60).run, WatchedDay(from: "2026-01-20T09:13", minutes: 60).run,
        ]
        let apart = CoverageCriterion().judge(Evidence(runs: runs), policy: WatchedDay.policy())
        #expect(apart.outcome == .pass)
        #expect(
            apart.evidence == [
                "between two runs, not judged: 2026-01-20T08:13:00.000Z to 2026-01-20T09:13:00.000Z"
            ])
        let begin = WatchedDay().fromMS
        let asked = TimeWindow(fromMS: begin, toMS: begin + 180 * WatchedDay.minuteMS)
        let whole = CoverageCriterion().judge(
            Evidence(runs: runs, askedWindow: asked), policy: WatchedDay.policy())
        #expect(whole.outcome == .fail && whole.measured["covered"] == .count(3 * 120))
    }

    @Test("Two directories of one day: the union")
    func union() throws {
        var first = WatchedDay()
        var second = WatchedDay()
        for market in 0..<3 {
            first.edit(0..<800, market: market, WatchedDay.silence)
            second.edit(700..<1_442, market: market, WatchedDay.silence)
        }
        let both = CoverageCriterion().judge(
            Evidence(runs: [first.run, second.run]), policy: WatchedDay.policy())
        #expect(both.outcome == .fail)
        #expect(both.measured["covered"] == .count(3 * 1_342))
    }
}
