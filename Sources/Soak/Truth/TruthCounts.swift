/// What `truth/summary.json` counts. A signal is counted when it is handed out, so lines and counts agree.
package struct TruthCounts: Sendable, Equatable {
    package var must = 0
    package var ambiguous = 0
    package var away = 0
    package var inFlight = 0
    private var blockedByGate = [Int](repeating: 0, count: TruthGate.allCases.count)

    package init() {}

    /// How often a gate, whatever the tolerance, kept a signal on the engine's connection from being emitted.
    package func blocked(by gate: TruthGate) -> Int { blockedByGate[gate.rawValue] }

    mutating func count(_ classed: TruthClass) {
        switch classed {
        case .must: must += 1
        case .ambiguous: ambiguous += 1
        case .away: away += 1
        case .inFlight: inFlight += 1
        }
    }

    mutating func countBlocked(by gate: TruthGate) { blockedByGate[gate.rawValue] += 1 }
}
