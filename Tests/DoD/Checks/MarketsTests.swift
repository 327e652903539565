import DoDChecks
import DoDFormat
import Testing

@Suite("Markets and their indicators")
struct MarketsTests {
    func judge(
        _ policy: Policy = WatchedDay.policy(), _ edit: (inout WatchedDay) -> Void
    ) throws -> CriterionResult {
        var day = WatchedDay(minutes: 60)
        edit(&day)
        return try day.judge(MarketsCriterion(), policy)
    }

    func listing(_ coins: [String]) -> Policy { Policy(name: "test", markets: coins, mayPass: true) }

    static func truth(bbo: Int64) -> Truth {
        let market = TruthMarketMinute(market: MarketKey(dex: "xyz", index: 1), bbo: bbo, ctx: 60)
        return Truth(minutes: [TruthMinute(minuteMS: 0, connectedMS: 60_000, markets: [market])])
    }

    @Test("All of meta that are not delisted")
    func all() throws {
        let result = try judge { _ in }
        #expect(result.outcome == .pass && result.summary == "3 of 3 markets subscribed and fed")
    }

    @Test("A silent one is named")
    func silent() throws {
        let result = try judge { $0.edit(0..<60, market: 2, WatchedDay.silence) }
        #expect(result.outcome == .fail)
        #expect(result.summary == "xyz:NVDA (xyz:2) is silent: no context, no bbo", "\(result.summary)")
    }

    @Test("One that the engine gave up is named with the time")
    func excluded() throws {
        let result = try judge { day in
            day.say(day.at(5), .universe(UniverseEvent(.excluded, markets: [day.universe[2]])))
        }
        #expect(result.outcome == .fail)
        #expect(result.summary.contains("excluded by the engine at 2026-01-20T07:18"), "\(result.summary)")
    }

    @Test("One that went out of the list is named, and no reason to fail")
    func delisted() throws {
        let result = try judge { day in
            day.say(day.at(5), .universe(UniverseEvent(.delisted, markets: [day.universe[2]])))
        }
        #expect(result.outcome == .pass)
        #expect(result.evidence.contains("xyz:NVDA (xyz:2) was delisted at 2026-01-20T07:18:00.000Z"))
    }

    @Test("A book channel that is mute can't be told from a market without a book, but by the truth")
    func noBook() throws {
        func mute(_ truth: Truth?) throws -> CriterionResult {
            try judge { day in
                day.edit(0..<60, market: 1) { $0.bbo = 0 }
                day.truth = truth
            }
        }
        #expect(try mute(nil).outcome == .unknown)
        #expect(try mute(Self.truth(bbo: 0)).outcome == .pass)
        let lost = try mute(Self.truth(bbo: 7))
        #expect(lost.outcome == .fail && lost.summary.contains("7 were sent"), "\(lost.summary)")
    }

    @Test("A list of the policy's own")
    func list() throws {
        #expect(try judge(listing(["xyz:TSLA"])) { _ in }.outcome == .pass)
        let result = try judge(listing(["xyz:TSLA", "xyz:GONE"])) { _ in }
        #expect(result.outcome == .fail && result.summary == "xyz:GONE is in no table of markets")
        let other = try judge(listing(["xyz:TSLA"])) { $0.edit(0..<60, market: 2, WatchedDay.silence) }
        #expect(other.outcome == .pass)
    }

    @Test("A market that no table names; a feed that was never subscribed")
    func strange() throws {
        let unnamed = try judge { day in
            for index in day.records.indices {
                day.records[index].markets.append(
                    WatchedDay.marketMinute(MarketKey(dex: "xyz", index: 40)))
            }
        }
        #expect(unnamed.outcome == .unknown && unnamed.summary.contains("xyz:40 has minutes"))
        let never = try judge { day in
            day.events.removeAll { if case .connection = $0.event { true } else { false } }
        }
        #expect(never.outcome == .unknown)
    }

    @Test("Indicators of each market and day, with the bound of the bucket")
    func indicators() throws {
        let result = try WatchedDay().judge(IndicatorsCriterion())
        #expect(result.summary == "5 indicators of 3 markets on 2 days (6 market-days)")
        guard case .object(let days)? = result.measured["by_day"],
            case .object(let day)? = days["2026-01-20"], case .object(let market)? = day["xyz:1"]
        else {
            Issue.record("not there")
            return
        }
        #expect(market["cross_count"] == .count(1_007))
        #expect(market["bbo_null_percent"] == .decimal(100, decimals: 2))
        #expect(
            market["ctx_age_ms"]
                == .object([
                    "n": .count(100_700), "p50": .count(0), "p95": .count(1_023), "p99": .count(1_023),
                ]))
        #expect(
            market["bbo_recv_interval_ms"]
                == .object(["n": .count(99_693), "p50": .count(511), "p95": .count(511), "p99": .count(511)]))
    }

    @Test("An indicator that is not there")
    func missing() throws {
        func without(_ change: (inout MarketMinute) -> Void) throws -> CriterionResult {
            var day = WatchedDay()
            day.edit(0..<1_007, market: 1, change)
            return try day.judge(IndicatorsCriterion())
        }
        for (name, result) in [
            ("ctx_age_ms", try without { $0.ctxAgeMS = LogHistogram() }),
            ("bbo_recv_interval_ms", try without { $0.intervalMS = LogHistogram() }),
            ("bbo_null_rate", try without { $0.bbo = 0 }),
            ("cross_duration_ticks", try without { $0.crossTicks = LogHistogram() }),
        ] {
            #expect(result.outcome == .fail)
            #expect(result.summary == "2026-01-20 xyz:1: \(name) is missing", "\(result.summary)")
        }
    }
}
