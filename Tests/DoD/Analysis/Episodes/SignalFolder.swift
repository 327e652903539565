import DoDAnalysis
import DoDCalendar
import DoDFormat
import Foundation

/// A data directory of signals and follow-ups for one test, written by the tests' own hand; gone with it.
final class SignalFolder {
    struct Signal {
        var atMS: Int64
        var market = 0
        var isBuy = true
        /// In hundredths of basis points.
        var edge: Int64 = 1_300
        /// What follow-ups show, in hundredths, before costs; nil: none was taken.
        var gains: [Int64?] = [1_000, 1_000, 1_000]
        var number = 0
    }

    /// 100.0, of which a hundredth of a basis point is `hundredth`.
    static let oracle: Int64 = 10_000_000_000
    static let hundredth: Int64 = 10_000
    let path: String
    var signals: [Signal] = []

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dod-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Files of each day, and a ledger that tells of a connection lost at each of `lossesMS` where there is one.
    func sums(threads: Int = 1, portionBytes: Int64 = 2_000, window: TimeWindow? = nil) throws -> EpisodeSums
    {
        var files: [String: String] = [:]
        for signal in signals.sorted(by: { $0.atMS < $1.atMS }) {
            files["signals_\(UTCDay(containing: signal.atMS)).jsonl", default: ""] += Self.line(signal)
        }
        var followups: [(atMS: Int64, text: String)] = []
        for signal in signals {
            for (horizon, gain) in zip(Horizon.allCases, signal.gains) {
                guard let gain else { continue }
                let at = signal.atMS + horizon.offsetMS
                followups.append((at, Self.followup(signal, horizon.offsetMS, gain)))
            }
        }
        for followup in followups.sorted(by: { $0.atMS < $1.atMS }) {
            files["followups_\(UTCDay(containing: followup.atMS)).jsonl", default: ""] += followup.text
        }
        for (name, text) in files {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path).appendingPathComponent(name))
        }
        var request = EvidenceRequest(
            directories: [path], window: window,
            threads: ThreadPlan(threads: threads, portionBytes: portionBytes))
        request.episodes = TradingPhases.rule(.newYork)
        return try EvidenceReader.read(request).runs[0].records.episodes
    }

    private static func best(_ signal: Signal) -> Int64 {
        oracle + (signal.isBuy ? -1 : 1) * signal.edge * hundredth
    }

    private static func decimal(_ units: Int64, _ scale: Int) -> String {
        let unit = (0..<scale).reduce(Int64(1)) { product, _ in product * 10 }
        var decimals = String(units.magnitude % UInt64(unit))
        decimals = String(repeating: "0", count: scale - decimals.count) + decimals
        while decimals.count > 1, decimals.hasSuffix("0") { decimals.removeLast() }
        return "\(units < 0 ? "-" : "")\(units.magnitude / UInt64(unit)).\(decimals)"
    }

    private static func id(_ signal: Signal) -> String {
        "sig_xyz:\(signal.market)_\(signal.isBuy ? "buy" : "sell")_\(signal.atMS)_\(signal.number)"
    }

    private static func line(_ signal: Signal) -> String {
        "{\"timestamp_ms\":\(signal.atMS),\"market_key\":\"xyz:\(signal.market)\",\"side\":\"\(signal.isBuy ? "buy" : "sell")\",\"raw_edge_bps\":\(decimal(signal.edge, 2)),\"net_edge_bps\":\(decimal(signal.edge - 1_100, 2)),\"oracle_px\":\(decimal(oracle, 8)),\"best_px\":\(decimal(best(signal), 8)),\"best_size\":3.0,\"suggested_size\":0.3,\"signal_id\":\"\(id(signal))\"}\n"
    }

    private static func followup(_ signal: Signal, _ offsetMS: Int64, _ gain: Int64) -> String {
        // The oracle is where the gain says; the book stays.
        let now = best(signal) + (signal.isBuy ? 1 : -1) * gain * hundredth
        let moved = (now - oracle) / hundredth
        return
            "{\"signal_id\":\"\(id(signal))\",\"market_key\":\"xyz:\(signal.market)\",\"side\":\"\(signal.isBuy ? "buy" : "sell")\",\"signal_timestamp_ms\":\(signal.atMS),\"offset_ms\":\(offsetMS),\"captured_at_ms\":\(signal.atMS + offsetMS),\"t0_oracle_px\":\(decimal(oracle, 8)),\"t0_best_px\":\(decimal(best(signal), 8)),\"t0_raw_edge_bps\":\(decimal(signal.edge, 2)),\"oracle_px\":\(decimal(now, 8)),\"best_px\":\(decimal(best(signal), 8)),\"best_size\":2.0,\"raw_edge_bps\":\(decimal(gain, 2)),\"edge_change_bps\":\(decimal(gain - signal.edge, 2)),\"oracle_moved_bps\":\(decimal(moved, 2)),\"market_moved_bps\":0.0}\n"
    }
}
