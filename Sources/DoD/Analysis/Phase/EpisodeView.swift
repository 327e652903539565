package import DoDFormat

/// The sums of some of the episodes, ready for an estimate.
struct EpisodeView {
    var episodes: Int64 = 0
    var signals: Int64 = 0
    private var parts = ByHorizon<[Int64: BlockBootstrap.Part]>(all: [:])

    mutating func add(_ cell: EpisodeSums.Cell, blockMS: Int64) {
        episodes += cell.episodes
        signals += cell.signals
        for horizon in Horizon.allCases where cell.counts[horizon] > 0 {
            parts[horizon][blockMS, default: BlockBootstrap.Part()].count += cell.counts[horizon]
            parts[horizon][blockMS, default: BlockBootstrap.Part()].sum += cell.net[horizon]
        }
    }

    func value(_ bootstrap: BlockBootstrap) -> EpisodeValue {
        var value = EpisodeValue(episodes: episodes, signals: signals)
        for horizon in Horizon.allCases { value.net[horizon] = bootstrap.estimate(parts[horizon]) }
        return value
    }

    func fiveSeconds(_ bootstrap: BlockBootstrap) -> Estimate { bootstrap.estimate(parts[.fiveSeconds]) }
}

/// Episodes of one kind, and what their first signals were worth after costs.
package struct EpisodeValue: Hashable, Sendable {
    package var episodes: Int64
    package var signals: Int64
    package var net = ByHorizon<Estimate>(all: .nothing)
}
