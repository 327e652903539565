import DoDAnalysis

extension GateRow {
    /// A row a gate, in the order of the config.
    static func rows(_ analysis: EvidenceAnalysis) -> [GateRow] {
        let gates = analysis.gates
        return gates.names.compactMap { name in
            guard let tally = gates.byGate[name] else { return nil }
            let longest = gates.isTimed ? tally.longest : nil
            return GateRow(
                name: name, signals: Int(tally.signals), blockedMs: gates.isTimed ? tally.blockedMS : nil,
                markets: tally.markets.count,
                longest: longest.map { "\(analysis.label(of: $0.market)), \(Numbers.duration(ms: $0.ms))" }
                    ?? "")
        }
    }
}
