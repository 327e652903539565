import DoDAnalysis
import DoDCalendar
import DoDFormat

/// Evidence of some days of episodes with a ledger, made in memory.
enum SamplePhaseB {
    static let beginMS = ISOTime.milliseconds("2026-01-20T00:00:00Z")!

    static func market(_ index: Int) -> MarketKey { MarketKey(dex: "xyz", index: index) }

    /// `perHour` episodes an hour and market. `name`: of a market.
    static func evidence(
        markets: Int = 4, days: Int = 1, perHour: Int = 3, hasLedger: Bool = true,
        name: (Int) -> String = { "xyz:COIN\($0)" }
    ) -> Evidence {
        let hours = days * 24
        let window = TimeWindow(fromMS: beginMS, toMS: beginMS + Int64(hours) * EpisodeSums.hourMS)
        var records = RecordFacts()
        records.episodes = sums(markets: markets, hours: hours, perHour: perHour)
        let ledger = hasLedger ? ledger(markets: markets, hours: hours, name: name) : nil
        return Evidence(runs: [RunEvidence(ledger: ledger, records: records)], askedWindow: window)
    }

    static func phaseB(_ evidence: Evidence) -> PhaseBAnalysis { PhaseBAnalysis(evidence, isLive: false) }

    private static func sums(markets: Int, hours: Int, perHour: Int) -> EpisodeSums {
        var noise = Noise(state: 5)
        var sums = EpisodeSums()
        for hour in 0..<hours {
            for market in 0..<markets {
                for index in 0..<perHour {
                    let spread = EpisodeSums.hourMS / Int64(perHour)
                    let at = beginMS + Int64(hour) * EpisodeSums.hourMS + Int64(index) * spread
                    let gain = BasisPoints(hundredths: Int64(noise.next(3_000)) - 500 * Int64(market % 4))
                    sums.add(
                        Episode(
                            market: Self.market(market), side: noise.next(2) == 0 ? .buy : .sell,
                            firstMS: at, lastMS: at + Int64(noise.next(60_000)), signals: 3,
                            rawEdge: BasisPoints(hundredths: 1_100 + Int64(noise.next(3_000))),
                            phase: (14...20).contains(hour % 24) ? .regular : .closed,
                            gain: ByHorizon(all: gain)), cost: BasisPoints(hundredths: 600))
                }
            }
        }
        return sums
    }

    private static func ledger(markets: Int, hours: Int, name: (Int) -> String) -> Ledger {
        let start = EngineStart(
            runID: "e1", config: EngineConfig(gates: [GateLimit(key: "bbo_age_ms", limit: "8000")]),
            clock: .system, feed: FeedOrigin(host: "h", port: 1, synthetic: true, seed: "1"))
        let universe = UniverseEvent(
            .snapshot,
            markets: (0..<markets).map {
                UniverseMarket(market: market($0), coin: name($0), sizeDecimals: 2, isDelisted: false)
            })
        var events: [(Int64, LedgerEvent)] = [(beginMS, .start(start)), (beginMS, .universe(universe))]
        for hour in 0..<hours {
            let begin = beginMS + Int64(hour) * EpisodeSums.hourMS
            let records = (0..<markets).map { index -> MarketMinute in
                var record = MarketMinute(market: market(index))
                record.bbo = 100
                record.ctx = 60
                record.followupsDue = 9
                record.followupsTaken = 9
                record.blockedMS = [NamedCount(name: "bbo_age", count: index == 0 ? 1_000 : 0)]
                for value: Int64 in [200, 900, 1_100] {
                    record.ctxAgeMS.add(value)
                    record.intervalMS.add(value)
                    record.crossTicks.add(value / 100)
                }
                return record
            }
            let minute = MinuteRecord(
                minuteMS: begin, observedMS: 60_000, feed: MinuteFeed(connectedMS: 60_000),
                process: MinuteProcess(residentBytes: 20_000_000, openFiles: 20), markets: records)
            events.append((begin + 59_999, .minute(minute)))
        }
        return Ledger(
            lines: events.enumerated().map { index, line in
                LedgerLine(
                    place: LinePlace(file: "ledger.jsonl", line: Int64(index) + 1, byteOffset: 0),
                    seq: Int64(index), atMS: line.0, event: line.1)
            })
    }
}
