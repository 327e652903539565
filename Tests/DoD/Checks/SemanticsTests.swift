import DoDChecks
import DoDFormat
import Testing

/// Records that are whole, sealed and say something wrong: the seals are made anew over them.
@Suite("Semantics sees")
struct SemanticsTests {
    static let changes: [(String, String, String)] = [
        (
            "\"raw_edge_bps\":20.0", "\"raw_edge_bps\":20.01",
            "raw edge: raw_edge_bps 20.01, from its prices 20.0"
        ),
        ("\"net_edge_bps\":9.0", "\"net_edge_bps\":9.5", "net edge: net_edge_bps 9.5, raw less cost 9.0"),
        ("\"suggested_size\":0.3", "\"suggested_size\":0.4", "size: suggested_size 0.4 is above 0.1 of 3.0"),
        ("\"side\":\"buy\"", "\"side\":\"sell\"", "side: sell at 99.8 with the oracle at 100.0 is no cross"),
        ("sig_xyz:0_buy", "sig_xyz:1_buy", "id content: sig_xyz:1_buy"),
        (
            "\"market_key\":\"xyz:0\"", "\"market_key\":\"xyz:9\"",
            "unknown market: xyz:9 is not in the day's table"
        ),
        (
            "\"best_px\":99.8", "\"best_px\":99.95",
            "threshold: an edge of 5.0 does not reach the cost of 11.0"
        ),
    ]

    @Test("A signal's own numbers", arguments: changes)
    func signals(change: (String, String, String)) throws {
        var folder = DayFolder(SyntheticDay())
        folder.replace(DayFolder.signals, change.0, change.1)
        let result = try folder.result(.semantics)
        #expect(result.outcome == .fail)
        #expect(result.evidence.contains { $0.contains(change.2) }, "\(result.evidence)")
        #expect(result.evidence.first?.hasPrefix("data/signals_2026-01-20.jsonl:1 (byte 0): ") == true)
    }

    static let followupChanges: [(String, String, String)] = [
        ("\"offset_ms\":1000", "\"offset_ms\":1001", "followup offset: offset_ms 1001"),
        (
            "\"offset_ms\":1000", "\"offset_ms\":3000",
            "followup time: captured 1000 ms after its signal, not 3000"
        ),
        ("\"t0_raw_edge_bps\":20.0", "\"t0_raw_edge_bps\":21.0", "followup edge: t0_raw_edge_bps 21.0"),
        ("\"oracle_moved_bps\":0.0", "\"oracle_moved_bps\":0.5", "followup move: oracle_moved_bps 0.5"),
        ("\"edge_change_bps\":-1.0", "\"edge_change_bps\":1.0", "followup edge: edge_change_bps 1.0"),
    ]

    @Test("A follow-up's own numbers", arguments: followupChanges)
    func followups(change: (String, String, String)) throws {
        var folder = DayFolder(SyntheticDay())
        folder.replace(DayFolder.followups, change.0, change.1)
        let result = try folder.result(.semantics)
        #expect(result.outcome == .fail)
        #expect(result.evidence.contains { $0.contains(change.2) }, "\(result.evidence)")
    }

    @Test("The same id twice, and ids out of their order")
    func ids() throws {
        var twice = DayFolder(SyntheticDay())
        twice.editLines(DayFolder.signals) { $0.insert($0[0], at: 1) }
        #expect(try twice.result(.semantics).evidence.contains { $0.contains("_0 again") })
        var followups = DayFolder(SyntheticDay())
        followups.editLines(DayFolder.followups) { $0.insert($0[0], at: 1) }
        #expect(try followups.result(.semantics).evidence.contains { $0.contains("after 1000 ms, again") })
        var swapped = DayFolder(SyntheticDay())
        swapped.editLines(DayFolder.signals) { $0.swapAt(0, 4) }
        #expect(try swapped.result(.semantics).evidence.contains { $0.contains("comes after") })
    }

    @Test("An edge that rounds up to the cost, but does not reach it")
    func unroundedThreshold() {
        let oracle = Amount(units: 1_000_000 * Amount.unitsPerOne)
        var signal = SignalRecord(
            timestampMS: 1, market: MarketKey(dex: "xyz", index: 0), side: .buy,
            rawEdge: BasisPoints(hundredths: 1_100), netEdge: .zero, oracle: oracle,
            best: Amount(units: oracle.units - 110_000_000_000), bestSize: oracle, suggestedSize: .zero,
            id: SignalID(market: MarketKey(dex: "xyz", index: 0), side: .buy, timestampMS: 1, number: 0))
        #expect(RecordRules.problems(of: signal, config: EngineConfig()).isEmpty)
        signal.best.units += 1
        #expect(RecordRules.problems(of: signal, config: EngineConfig()).map(\.0) == [.threshold])
    }
}
