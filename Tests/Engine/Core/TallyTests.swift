import EngineCore
import Testing

@Suite struct TallyTests {
    /// The beginning of a minute.
    let m0: Int64 = 1_768_920_840_000

    @Test(arguments: [
        (0, 0), (-5, 0), (1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4), (1_023, 10), (1_024, 11),
        (Int64.max, 63),
    ])
    func bucketsArePowersOfTwo(value: Int64, bucket: Int) {
        var histogram = LogHistogram()
        histogram.add(value)
        #expect(histogram.buckets.map(\.bucket) == [bucket])
    }

    @Test func aMinuteIsOneLineMember() throws {
        var observatory = Observatory(nowMS: m0)
        try observatory.oracle("1000.0", at: m0 + 1_000)
        try observatory.bbo("998.0", "998.5", at: m0 + 1_003)
        try observatory.bbo("998.0", "998.5", at: m0 + 1_013)
        try observatory.bbo("998.0", "999.9", at: m0 + 1_017)
        try observatory.oracle("1000.1", at: m0 + 2_000)
        for dueMS: Int64 in [2_003, 4_003, 6_003] { observatory.tick(nowMS: m0 + dueMS) }
        try observatory.bbo("998.0", nil, at: m0 + 31_000)
        observatory.tick(nowMS: m0 + 60_000)
        let report = try #require(observatory.takeActions().minutes.first)
        #expect(report.minuteMS == m0)
        #expect(report.observedMS == 60_000)
        #expect(report.atMS == m0 + 59_999)
        #expect(
            line { report.writeMarkets([orcl], to: &$0) } == """
                [{"market":"xyz:11","bbo":4,"ctx":2,"bbo_null":1,"two_sided_ms":29997,\
                "silence_ms_max":29000,"oracle_changes":1,"crosses_buy":1,"crosses_sell":0,"signals":1,\
                "followups_due":3,"followups_taken":3,"followups_missed":0,"followups_interrupted":0,\
                "blocked":{},"blocked_ms":{},"ctx_age_ms":[[0,2],[2,1],[4,1],[5,1],[15,1]],"bbo_age_ms":[[0,4],[10,1]],\
                "interval_ms":[[3,1],[4,1],[15,1]],"cross_ticks":[[2,1]]}]
                """)
    }

    @Test func blockedNamesItsGates() throws {
        var observatory = Observatory(
            DetectorSettings(gates: GateLimits(bboAgeMS: 10, contextAgeMS: 10)), nowMS: m0)
        try observatory.bbo("998.0", "998.5", at: m0)
        try observatory.oracle("1000.0", at: m0 + 11)
        try observatory.bbo("998.0", "998.5", at: m0 + 22)
        let tally = try observatory.finalTally(at: m0 + 30)
        #expect(
            line { tally.write(market: "a", to: &$0) }.contains("\"blocked\":{\"bbo_age\":1,\"ctx_age\":1}"))
    }

    @Test func aMinuteThatStartedLateOrEndedEarlySaysSo() throws {
        var observatory = Observatory(nowMS: m0 + 20_000)
        observatory.tick(nowMS: m0 + 60_000)
        observatory.stop(nowMS: m0 + 75_000)
        let reports = observatory.takeActions().minutes
        #expect(reports.map(\.minuteMS) == [m0, m0 + 60_000])
        #expect(reports.map(\.observedMS) == [40_000, 15_000])
        #expect(reports.map(\.atMS) == [m0 + 59_999, m0 + 74_999])
    }

    /// What was not looked at for a while still gives a report a minute, and the time adds up.
    @Test func aLongGapGivesEachMinute() throws {
        var observatory = Observatory(nowMS: m0)
        try observatory.bbo("998.0", "999.0", at: m0 + 10_000)
        try observatory.bbo("998.0", nil, at: m0 + 185_000)
        observatory.stop(nowMS: m0 + 200_000)
        let tallies = observatory.takeActions().minutes.map { $0.markets[0] }
        #expect(tallies.map(\.twoSidedMS) == [50_000, 60_000, 60_000, 5_000])
        #expect(tallies.map(\.silenceMSMax) == [50_000, 110_000, 170_000, 175_000])
        #expect(tallies.map(\.bbo) == [1, 0, 0, 1])
    }

    @Test func aLostConnectionEndsTheTwoSidedTime() throws {
        var observatory = Observatory(nowMS: m0)
        try observatory.bbo("998.0", "999.0", at: m0 + 1_000)
        observatory.connectionLost(nowMS: m0 + 3_000)
        try observatory.bbo("998.0", "999.0", at: m0 + 8_000)
        let tally = try observatory.finalTally(at: m0 + 9_000)
        #expect(tally.twoSidedMS == 3_000)
        #expect(tally.interval.total == 0)
    }

    /// How long a cross lasted that a lost connection cut is not known, so it is not counted.
    @Test func aCutCrossHasNoDuration() throws {
        var observatory = Observatory(nowMS: m0)
        try observatory.oracle("1000.0", at: m0)
        try observatory.bbo("998.0", "998.5", at: m0 + 1)
        observatory.connectionLost(nowMS: m0 + 2)
        let tally = try observatory.finalTally(at: m0 + 3)
        #expect(tally.crossesBuy == 1)
        #expect(tally.crossTicks.total == 0)
    }

    /// A signal of a minute's last millisecond stands before the minute, and one of the next after it.
    @Test func minutesStandBetweenTheirRecords() throws {
        var observatory = Observatory(nowMS: m0)
        try observatory.oracle("1000.0", at: m0)
        try observatory.bbo("998.0", "998.5", at: m0 + 59_999)
        try observatory.bbo("998.0", "998.4", at: m0 + 60_000)
        let kinds = observatory.takeActions().map { action in
            switch action {
            case .signal: "signal"
            case .followup: "followup"
            case .gate: "gate"
            case .minute: "minute"
            }
        }
        #expect(kinds == ["signal", "minute", "signal"])
    }

    @Test func timeThatFallsIsTakenAsTheLatestSeen() throws {
        var observatory = Observatory(nowMS: m0)
        try observatory.oracle("1000.0", at: m0 + 500)
        try observatory.bbo("998.0", "998.5", at: m0 + 400)
        #expect(observatory.takeSignals().map(\.timestampMS) == [m0 + 500])
    }

    /// The same events give the same actions, whatever else runs.
    @Test func aSeededStormIsRepeatable() throws {
        func run() throws -> [String] {
            var generator = SeededGenerator(state: 7)
            var observatory = Observatory(
                DetectorSettings(
                    gates: GateLimits(
                        bboAgeMS: 2_000, contextAgeMS: 8_000, markDivergence: .whole(50),
                        spreadShock: SpreadShockLimits(blocksAbove: try Fixed8("6")))),
                markets: [orcl, tsla], nowMS: m0)
            var lines: [String] = []
            var now = m0
            for _ in 0..<20_000 {
                now += Int64.random(in: 0...400, using: &generator)
                let slot = Int.random(in: 0...1, using: &generator)
                let price = { (generator: inout SeededGenerator) in
                    Price(mantissa: Int64.random(in: 99_700_000_000...100_300_000_000, using: &generator))
                }
                if Bool.random(using: &generator) {
                    let size = Size(mantissa: Int64.random(in: 1...1_000_000_000, using: &generator))
                    let bid = Level(price: price(&generator), size: size)
                    let ask = Level(
                        price: Price(mantissa: bid.price.mantissa + 50_000_000), size: size)
                    observatory.bbo(slot: slot, bid: bid, ask: ask, nowMS: now)
                } else {
                    observatory.context(
                        slot: slot, oracle: price(&generator), mark: price(&generator), nowMS: now)
                }
                observatory.drainActions { action in
                    if case .signal(_, let signal) = action { lines.append(line { signal.write(to: &$0) }) }
                    if case .followup(_, let taken) = action { lines.append(line { taken.write(to: &$0) }) }
                }
            }
            return lines
        }
        let first = try run()
        #expect(first.count > 1_000)
        #expect(Set(first).count == first.count)
        #expect(try run() == first)
    }
}
