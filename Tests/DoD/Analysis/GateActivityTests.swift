import DoDAnalysis
import DoDFormat
import Testing

@Suite("What the gates did")
struct GateActivityTests {
    static let beginMS: Int64 = 1_768_920_840_000
    let window = TimeWindow(fromMS: GateActivityTests.beginMS, toMS: GateActivityTests.beginMS + 600_000)

    func market(_ index: Int) -> MarketKey { MarketKey(dex: "xyz", index: index) }

    /// `blocked`: by market, then by gate: signals and ms.
    func ledger(
        gates: [String] = ["bbo_age_ms", "halt"], timed: Bool = true,
        _ minutes: [(minute: Int64, blocked: [[(gate: String, signals: Int64, ms: Int64)]])]
    ) -> Ledger {
        let config = EngineConfig(gates: gates.map { GateLimit(key: $0, limit: "1") })
        let start = EngineStart(
            runID: "e1", config: config, clock: .system,
            feed: FeedOrigin(host: "h", port: 1, synthetic: false, seed: nil))
        var events: [(Int64, LedgerEvent)] = [(Self.beginMS, .start(start))]
        for (minute, markets) in minutes {
            let begin = Self.beginMS + minute * 60_000
            let records = markets.enumerated().map { index, gates in
                var record = MarketMinute(market: market(index))
                record.blocked = gates.filter { $0.signals > 0 }.map {
                    NamedCount(name: $0.gate, count: $0.signals)
                }
                record.blockedMS = timed ? gates.map { NamedCount(name: $0.gate, count: $0.ms) } : nil
                return record
            }
            events.append(
                (
                    begin + 59_999,
                    .minute(
                        MinuteRecord(
                            minuteMS: begin, feed: MinuteFeed(), process: MinuteProcess(), markets: records))
                ))
        }
        return Ledger(
            lines: events.enumerated().map { index, line in
                LedgerLine(
                    place: LinePlace(file: "ledger.jsonl", line: Int64(index) + 1, byteOffset: 0),
                    seq: Int64(index), atMS: line.0, event: line.1)
            })
    }

    @Test("Signals and market time by gate, in the order of the config; one that never blocked has zeros")
    func tallies() throws {
        let activity = GateActivity(
            ledger([
                (0, [[("halt", 2, 60_000)], [("halt", 1, 1_000)]]), (1, [[("halt", 0, 5_000)], []]),
            ]), in: window)
        #expect(activity.names == ["bbo_age", "halt"])
        let halt = try #require(activity.byGate["halt"])
        #expect(halt.signals == 3 && halt.blockedMS == 66_000 && halt.markets.count == 2)
        let longest = try #require(halt.longest)
        #expect(longest.market == market(0) && longest.ms == 65_000)
        let age = try #require(activity.byGate["bbo_age"])
        #expect(age.signals == 0 && age.blockedMS == 0 && age.longest == nil)
        #expect(activity.isTimed)
    }

    @Test("Minutes outside of the window are none of it")
    func outside() throws {
        let activity = GateActivity(
            ledger([(9, [[("halt", 1, 100)]]), (10, [[("halt", 1, 100)]]), (-1, [[("halt", 1, 100)]])]),
            in: window)
        #expect(activity.byGate["halt"]?.signals == 1 && activity.byGate["halt"]?.blockedMS == 100)
    }

    @Test("Two runs add up; lines of an engine that measured no time make the time unknown")
    func merged() throws {
        var activity = GateActivity(ledger([(0, [[("halt", 2, 100)]])]), in: window)
        activity.merge(
            GateActivity(
                ledger(gates: ["halt", "ctx_age_ms"], [(1, [[("halt", 1, 50)], [("odd", 1, 7)]])]), in: window
            ))
        #expect(activity.names == ["bbo_age", "halt", "ctx_age", "odd"])
        #expect(activity.byGate["halt"]?.blockedMS == 150 && activity.byGate["halt"]?.signals == 3)
        #expect(activity.isTimed)
        activity.merge(GateActivity(ledger(timed: false, [(2, [[("halt", 4, 0)]])]), in: window))
        #expect(activity.byGate["halt"]?.signals == 7 && !activity.isTimed)
    }
}
