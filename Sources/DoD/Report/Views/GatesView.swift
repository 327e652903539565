struct GatesView {
    let gateRows: [Row]
    let gatesRest: String
    let gatesTotal: String

    struct Row {
        let gateName: String
        let gateSignals: String
        let gateMinutes: String
        let gateMarkets: String
        let gateLongest: String
        let gateShare: String
        let gateWorst: String
    }

    init(_ gates: [GateRow]) {
        gateRows = gates.prefix(ReportModel.listMax).map { gate in
            Row(
                gateName: gate.name, gateSignals: Numbers.grouped(gate.signals),
                gateMinutes: gate.blockedMs.map(Self.minutes) ?? "–",
                gateMarkets: Numbers.grouped(gate.markets),
                gateLongest: gate.longest, gateShare: gate.share, gateWorst: gate.worstHour)
        }
        let hidden = gates.count - gateRows.count
        gatesRest = hidden > 0 ? "and \(Numbers.grouped(hidden)) more, not shown" : ""
        let signals = gates.reduce(0) { $0 + $1.signals }
        let times = gates.compactMap(\.blockedMs)
        let minutes =
            times.count == gates.count
            ? "\(Self.minutes(times.reduce(0, +))) market-minutes blocked"
            : "how long they blocked was not recorded"
        gatesTotal =
            "\(Numbers.count(gates.count, "gate")) on; \(Numbers.count(signals, "signal")) kept back, \(minutes)"
    }

    /// `12.50`
    private static func minutes(_ ms: Int64) -> String {
        let (whole, rest) = (ms / 60_000, ms % 60_000)
        let hundredths = rest / 600
        return "\(Numbers.grouped(whole)).\(hundredths < 10 ? "0" : "")\(hundredths)"
    }
}
