import DoDAnalysis
import DoDFormat

/// Evidence of many markets and days with everything that the analysis shows.
enum SampleAnalysis {
    static let beginMS = SampleModel.fromMs / 3_600_000 * 3_600_000

    static func evidence(
        markets: Int, days: Int, name: String = "NAME", hasLedger: Bool = true, perHour: Int = 4
    ) -> Evidence {
        var noise = Noise(state: 17)
        var facts = RecordFacts()
        for hour in 0..<days * 24 {
            for market in 0..<markets {
                for _ in 0..<perHour {
                    let firstMS = beginMS + Int64(hour) * 3_600_000 + Int64(noise.next(3_600_000))
                    var gain = ByHorizon<BasisPoints?>(all: nil)
                    for horizon in Horizon.allCases where noise.next(50) > 0 {
                        gain[horizon] = BasisPoints(hundredths: Int64(noise.next(3_000)) - 600)
                    }
                    facts.episodes.add(
                        Episode(
                            market: MarketKey(dex: "xyz", index: market),
                            side: noise.next(2) == 0 ? .buy : .sell,
                            firstMS: firstMS, lastMS: firstMS + Int64(noise.next(60_000)), signals: 5,
                            rawEdge: BasisPoints(hundredths: 1_100 + Int64(noise.next(9_900))),
                            phase: TradingPhase.allCases[hour % 4], gain: gain),
                        cost: BasisPoints(hundredths: 600))
                }
            }
        }
        return Evidence(runs: [
            RunEvidence(ledger: hasLedger ? ledger(markets, hours: days * 24, name) : nil, records: facts)
        ])
    }

    /// A minute an hour: what the tables show needs no more.
    private static func ledger(_ markets: Int, hours: Int, _ name: String) -> Ledger {
        let gates = ["bbo_age_ms", "ctx_age_ms", "mark_divergence_bps", "halt"].map {
            GateLimit(key: $0, limit: "1")
        }
        let start = EngineStart(
            runID: "e1", config: EngineConfig(gates: gates), clock: .system,
            feed: FeedOrigin(host: "h", port: 1, synthetic: false, seed: nil))
        let listed = (0..<markets).map {
            UniverseMarket(
                market: MarketKey(dex: "xyz", index: $0), coin: "xyz:\(name)\($0)", sizeDecimals: 2,
                isDelisted: false)
        }
        var events: [(Int64, LedgerEvent)] = [
            (beginMS, .start(start)), (beginMS, .universe(UniverseEvent(.snapshot, markets: listed))),
        ]
        for hour in 0..<hours {
            let at = beginMS + Int64(hour) * 3_600_000
            let minute = MinuteRecord(
                minuteMS: at, process: MinuteProcess(residentBytes: 20_000_000, openFiles: 12),
                markets: (0..<markets).map(minute))
            events.append((at + 59_999, .minute(minute)))
        }
        return Ledger(
            lines: events.enumerated().map { index, line in
                LedgerLine(
                    place: LinePlace(file: "ledger.jsonl", line: Int64(index) + 1, byteOffset: 0),
                    seq: Int64(index), atMS: line.0, event: line.1)
            })
    }

    private static func minute(_ index: Int) -> MarketMinute {
        var minute = MarketMinute(market: MarketKey(dex: "xyz", index: index))
        minute.bbo = 100
        minute.ctx = 58
        minute.bboNull = 1
        minute.followupsDue = 12
        minute.followupsTaken = 12
        for value: Int64 in [3, 500, 900, 70_000] {
            minute.ctxAgeMS.add(value)
            minute.intervalMS.add(value)
            minute.crossTicks.add(value)
        }
        minute.blockedMS = [NamedCount(name: "halt", count: 300)]
        return minute
    }
}
