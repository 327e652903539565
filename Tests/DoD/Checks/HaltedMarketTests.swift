import DoDChecks
import DoDFormat
import Testing

/// A halt shows as `isDelisted` and may be lifted again. While it lasts the market needs no minutes, and it is
/// no market that the engine gave up; before and after it needs every one.
@Suite("Halted markets")
struct HaltedMarketTests {
    func coverage(_ day: WatchedDay) throws -> CriterionResult { try day.judge(CoverageCriterion()) }

    func said(_ kind: UniverseEvent.Kind, _ market: UniverseMarket, delisted: Bool) -> LedgerEvent {
        var market = market
        market.isDelisted = delisted
        return .universe(UniverseEvent(kind, markets: [market]))
    }

    /// The market is silent in these minutes, and its halt is told 20 s into the first.
    func halted(_ minutes: Range<Int>, resumedAt end: Int?) -> WatchedDay {
        var day = WatchedDay()
        day.say(day.at(minutes.lowerBound, 20), said(.delisted, day.universe[2], delisted: true))
        if let end { day.say(day.at(end, 40), said(.listed, day.universe[2], delisted: false)) }
        day.edit(minutes, market: 2, WatchedDay.silence)
        return day
    }

    @Test("From its halt to its resumption it needs no minutes, and then it needs them again")
    func resumed() throws {
        let whole = try coverage(halted(300..<400, resumedAt: 399))
        #expect(whole.outcome == .pass, "\(whole.summary)")
        #expect(whole.measured["market_minutes"] == .count(3 * 1_442 - 100))
        #expect(whole.measured["gaps"] == .count(0))
        let still = try coverage(halted(300..<410, resumedAt: 399))
        #expect(still.outcome == .fail)
        #expect(still.summary.contains("gap of 10 min in xyz:NVDA"), "\(still.summary)")
        let before = try coverage(halted(300..<400, resumedAt: nil))
        #expect(before.measured["market_minutes"] == .count(2 * 1_442 + 300))
    }

    @Test("Minutes that it was silent in before the tables told of the halt count")
    func toldLate() throws {
        var day = halted(300..<400, resumedAt: 399)
        day.edit(293..<300, market: 2, WatchedDay.silence)
        let result = try coverage(day)
        #expect(result.outcome == .fail)
        #expect(result.summary.contains("gap of 7 min in xyz:NVDA"), "\(result.summary)")
    }

    /// The next start leaves it out, since `meta` lists it as delisted.
    func restarted(haltIsTold: Bool) -> WatchedDay {
        var day = WatchedDay()
        if haltIsTold { day.say(day.at(300), said(.delisted, day.universe[2], delisted: true)) }
        var gone = day.universe.removeLast()
        gone.isDelisted = true
        day.restart(at: 500, downMinutes: 1)
        day.say(day.at(501, 10), .universe(UniverseEvent(.excluded, markets: [gone])))
        for index in day.records.indices where day.records[index].minuteMS >= day.at(haltIsTold ? 300 : 501) {
            day.records[index].markets.removeLast()
        }
        return day
    }

    @Test("A restart that leaves out a halted market did not give it up", arguments: [true, false])
    func restartedWithoutIt(haltIsTold: Bool) throws {
        let day = restarted(haltIsTold: haltIsTold)
        let coverage = try coverage(day)
        #expect(coverage.outcome == .pass, "\(coverage.summary)")
        #expect(
            coverage.measured["market_minutes"] == .count(2 * 1_442 + (haltIsTold ? 300 : 501)))
        let markets = try day.judge(MarketsCriterion())
        #expect(markets.outcome == .pass, "\(markets.summary)")
        #expect(
            markets.evidence.contains { $0.hasPrefix("xyz:NVDA (xyz:2) was delisted at ") },
            "\(markets.evidence)")
    }

    @Test("A restart that leaves out a listed market did")
    func restartedWithoutAListedOne() throws {
        var day = WatchedDay()
        let gone = day.universe.removeLast()
        day.restart(at: 500, downMinutes: 1)
        day.say(day.at(501, 10), .universe(UniverseEvent(.excluded, markets: [gone])))
        for index in day.records.indices where day.records[index].minuteMS >= day.at(501) {
            day.records[index].markets.removeLast()
        }
        #expect(try coverage(day).outcome == .fail)
        let markets = try day.judge(MarketsCriterion())
        #expect(markets.outcome == .fail && markets.summary.contains("was given up"), "\(markets.summary)")
    }
}
