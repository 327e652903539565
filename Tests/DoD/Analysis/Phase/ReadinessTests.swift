import DoDAnalysis
import DoDFormat
import Testing

@Suite("Phase B readiness, condition by condition")
struct ReadinessTests {
    static let beginMS = ISOTime.milliseconds("2026-01-20T00:00:00Z")!

    static func market(_ index: Int) -> MarketKey { MarketKey(dex: "xyz", index: index) }

    /// Two days of two markets, each hour with episodes worth `net` on the first and `later` on the second day.
    static func signals(days: Int = 2, hours: Int = 24, net: Int64 = 500, later: Int64 = 400)
        -> SignalAnalysis
    {
        var sums = EpisodeSums()
        for hour in 0..<days * hours {
            let day = Int64(hour / hours)
            for index in 0..<10 {
                let firstMS =
                    beginMS + day * UTCDay.milliseconds + Int64(hour % hours) * EpisodeSums.hourMS
                    + Int64(index) * 300_000
                let gain = (day == 0 ? net : later) + 600 + Int64(index % 3) * 10
                sums.add(
                    Episode(
                        market: market(index % 2), side: .sell, firstMS: firstMS, lastMS: firstMS, signals: 1,
                        rawEdge: BasisPoints(hundredths: 1_250), phase: .closed,
                        gain: ByHorizon(all: BasisPoints(hundredths: gain))),
                    cost: BasisPoints(hundredths: 600))
            }
        }
        return SignalAnalysis(sums)
    }

    static func indicators(bboNull: Int64 = 1, hasIntervals: Bool = true) -> [MarketKey: MarketIndicators] {
        var minute = MarketMinute(market: market(0))
        minute.bbo = 100
        minute.ctx = 58
        minute.bboNull = bboNull
        minute.ctxAgeMS.add(400)
        if hasIntervals { minute.intervalMS.add(500) }
        var found = MarketIndicators()
        found.add(minute)
        return [market(0): found]
    }

    /// An hour's minutes of one market, the gate blocking so long in each.
    static func gates(blockedMS: Int64, minutes: Int = 60, isTimed: Bool = true) -> GateHours {
        let start = EngineStart(
            runID: "e1", config: EngineConfig(gates: [GateLimit(key: "halt", limit: "true")]), clock: .system,
            feed: FeedOrigin(host: "h", port: 1, synthetic: false, seed: nil))
        var events: [(Int64, LedgerEvent)] = [(beginMS, .start(start))]
        for minute in 0..<minutes {
            var watched = MarketMinute(market: market(0))
            watched.blockedMS = isTimed ? [NamedCount(name: "halt", count: blockedMS)] : nil
            let at = beginMS + Int64(minute) * 60_000
            events.append((at + 59_999, .minute(MinuteRecord(minuteMS: at, markets: [watched]))))
        }
        let ledger = Ledger(
            lines: events.enumerated().map { index, line in
                LedgerLine(
                    place: LinePlace(file: "ledger.jsonl", line: Int64(index) + 1, byteOffset: 0),
                    seq: Int64(index), atMS: line.0, event: line.1)
            })
        return GateHours(ledger, in: TimeWindow(fromMS: beginMS, toMS: beginMS + 86_400_000))
    }

    static func readiness(
        _ signals: SignalAnalysis = signals(), _ indicators: [MarketKey: MarketIndicators] = indicators(),
        _ gates: GateHours = gates(blockedMS: 600), due: Int64 = 1_000, taken: Int64 = 1_000,
        isLive: Bool = true
    ) -> Readiness {
        Readiness(
            signals, indicators, gates, FollowupCount(due: due, taken: taken), isLive: isLive,
            label: { "\($0)" })
    }

    func answer(_ readiness: Readiness, _ id: String) throws -> Readiness.Answer {
        try #require(readiness.conditions.first { $0.id == id }).answer
    }

    @Test("All of it: ready, and each condition says why")
    func ready() {
        let readiness = Self.readiness()
        #expect(readiness.answer == .pass, "\(readiness.conditions)")
        #expect(readiness.conditions.count == 6)
        #expect(readiness.conditions.allSatisfy { !$0.why.isEmpty })
    }

    @Test("A synthetic feed says nothing of the venue")
    func synthetic() throws {
        let readiness = Self.readiness(isLive: false)
        #expect(try answer(readiness, "live-evidence") == .unknown)
        #expect(readiness.answer == .unknown)
    }

    @Test("Positive markets: unknown with one day, failed when it does not hold on the other one")
    func markets() throws {
        #expect(try answer(Self.readiness(Self.signals(days: 1)), "positive-markets") == .unknown)
        #expect(try answer(Self.readiness(Self.signals(later: -100)), "positive-markets") == .fail)
        #expect(try answer(Self.readiness(Self.signals(later: 0)), "positive-markets") == .pass)
    }

    @Test("Intervals that are not known, and none at all")
    func intervals() throws {
        let missing = Self.readiness(Self.signals(), Self.indicators(hasIntervals: false))
        #expect(try answer(missing, "intervals-known") == .fail)
        #expect(try answer(Self.readiness(Self.signals(), [:]), "intervals-known") == .unknown)
    }

    @Test("A market whose bbo often lack a side")
    func bboNull() throws {
        let signals = Self.signals()
        #expect(try answer(Self.readiness(signals, Self.indicators(bboNull: 5)), "bbo-null-rate") == .pass)
        #expect(try answer(Self.readiness(signals, Self.indicators(bboNull: 6)), "bbo-null-rate") == .fail)
        #expect(try answer(Self.readiness(signals, [:]), "bbo-null-rate") == .unknown)
    }

    @Test("Follow-ups of fewer hours, too many missed, none due, no signal at all")
    func followups() throws {
        #expect(try answer(Self.readiness(Self.signals(days: 1, hours: 23)), "followups") == .fail)
        #expect(try answer(Self.readiness(taken: 989), "followups") == .fail)
        #expect(try answer(Self.readiness(due: 0, taken: 0), "followups") == .unknown)
        #expect(try answer(Self.readiness(SignalAnalysis(EpisodeSums())), "followups") == .unknown)
    }

    @Test("Gates that block too much, over all or in one hour; without their time nothing is known")
    func gates() throws {
        func with(_ gates: GateHours) throws -> Readiness.Answer {
            try answer(Self.readiness(Self.signals(), Self.indicators(), gates), "gates-stable")
        }
        #expect(try with(Self.gates(blockedMS: 3_000)) == .pass)
        #expect(try with(Self.gates(blockedMS: 3_100)) == .fail)
        // A quiet day with one bad hour: 25 % of it.
        var day = Self.gates(blockedMS: 15_000)
        for _ in 0..<40 { day.merge(Self.quiet) }
        let worst = try #require(day.worstHour("halt"))
        #expect(worst.hourMS == Self.beginMS && worst.blockedMS == 900_000)
        #expect(try with(day) == .fail)
        #expect(try with(Self.gates(blockedMS: 0, isTimed: false)) == .unknown)
        #expect(try with(GateHours()) == .unknown)
    }

    /// Ten hours later, an hour that nothing blocked.
    private static var quiet: GateHours {
        let at = beginMS + 36_000_000
        let minutes = (0..<60).map {
            MinuteRecord(minuteMS: at + Int64($0) * 60_000, markets: [timed(MarketMinute(market: market(0)))])
        }
        let ledger = Ledger(
            lines: minutes.enumerated().map { index, minute in
                LedgerLine(
                    place: LinePlace(file: "ledger.jsonl", line: Int64(index) + 1, byteOffset: 0),
                    seq: Int64(index), atMS: minute.minuteMS, event: .minute(minute))
            })
        return GateHours(ledger, in: TimeWindow(fromMS: at, toMS: at + 3_600_000))
    }

    private static func timed(_ minute: MarketMinute) -> MarketMinute {
        var timed = minute
        timed.blockedMS = []
        return timed
    }
}
