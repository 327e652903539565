import DoDFormat

/// So that nothing passes by being empty: what a rehearsed day must at least have had.
struct Floors {
    let signals: Int64
    let markets: Int64
    let sides: Int64
    /// Of each enabled gate, how often it blocked.
    let gateBlocks: [NamedCount]

    init(_ run: RunEvidence, _ counts: MinuteCounts) {
        signals = run.records.signals
        markets = Int64(Set(run.records.signalsBySide.keys.map(\.market)).count)
        sides = Int64(Set(run.records.signalsBySide.keys.map(\.side)).count)
        let gates = Set(run.ledger?.processes.flatMap { $0.start.config.gates.map(\.name) } ?? [])
        gateBlocks = gates.sorted().map { NamedCount(name: $0, count: counts.blocked[$0] ?? 0) }
    }

    func report(_ policy: Policy, _ findings: inout Findings) {
        check("signals", signals, policy.whole(.floorSignals), &findings)
        check("markets with signals", markets, policy.whole(.floorMarkets), &findings)
        check("sides with signals", sides, policy.whole(.floorSides), &findings)
        for gate in gateBlocks {
            check("signals blocked by \(gate.name)", gate.count, policy.whole(.floorGateBlocks), &findings)
        }
    }

    private func check(_ what: String, _ count: Int64, _ floor: Int64, _ findings: inout Findings) {
        if count < floor { findings.doubt("\(count) \(what), at least \(floor) are needed to judge by") }
    }
}
