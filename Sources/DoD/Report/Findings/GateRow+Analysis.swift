import DoDAnalysis
import DoDCalendar
import DoDFormat

extension GateRow {
    /// A row a gate, in the order of the config.
    static func rows(_ analysis: EvidenceAnalysis) -> [GateRow] {
        rows(analysis.gates, hours: nil) { analysis.label(of: $0) }
    }

    /// The same with what only a walk through the hours shows.
    static func rows(_ analysis: PhaseBAnalysis) -> [GateRow] {
        rows(analysis.gates, hours: analysis.gateHours) { analysis.label(of: $0) }
    }

    /// Markets that are named for a gate.
    private static let marketsMax = 3

    private static func rows(
        _ gates: GateActivity, hours: GateHours?, label: (MarketKey) -> String
    ) -> [GateRow] {
        gates.names.compactMap { name in
            guard let tally = gates.byGate[name] else { return nil }
            var row = GateRow(
                name: name, signals: Int(tally.signals), blockedMs: gates.isTimed ? tally.blockedMS : nil,
                markets: tally.markets.count, longest: gates.isTimed ? longest(tally, label) : "")
            if gates.isTimed, let hours {
                row.share = share(hours.totalMS(name), of: hours.watchedTotalMS)
                if let worst = hours.worstHour(name) {
                    row.worstHour =
                        "\(UTCText.minutes(worst.hourMS)): \(share(worst.blockedMS, of: worst.watchedMS))"
                }
            }
            return row
        }
    }

    private static func share(_ part: Int64, of whole: Int64) -> String {
        Numbers.share(Int(min(part, whole)), of: Int(whole))
    }

    /// The markets that it blocked longest, the first of the list among equals.
    private static func longest(_ tally: GateActivity.Tally, _ label: (MarketKey) -> String) -> String {
        let blocked = tally.markets.filter { $0.value > 0 }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let named = blocked.prefix(marketsMax).map {
            "\(MarketLabel.short(label($0.key))) \(Numbers.duration(ms: $0.value))"
        }
        let rest = blocked.count - named.count
        return named.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}
