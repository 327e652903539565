import EngineCore

/// What an observation did since the process began, for a look from outside. Only rises.
package struct ObservationTotals: Sendable, Equatable {
    /// Signals that a gate held back, by `GateName.rawValue`.
    package var blocked = [Int](repeating: 0, count: GateName.allCases.count)
    /// For how long gates blocked markets, summed over the markets, by `GateName.rawValue`.
    package var blockedMS = [Int64](repeating: 0, count: GateName.allCases.count)
    package var followupsMissed = 0
    package var followupsInterrupted = 0

    package init() {}

    mutating func add(_ tally: MarketTally) {
        for gate in blocked.indices {
            blocked[gate] += tally.blocked[gate]
            blockedMS[gate] += tally.blockedMS[gate]
        }
        followupsMissed += tally.followupsMissed
        followupsInterrupted += tally.followupsInterrupted
    }
}
