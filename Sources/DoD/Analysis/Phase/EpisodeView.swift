package import DoDFormat

/// The sums of some of the episodes, ready for an estimate. Cells come by block, rising.
struct EpisodeView {
    var episodes: Int64 = 0
    var signals: Int64 = 0
    private var parts = ByHorizon<BlockParts>(all: BlockParts())

    mutating func add(_ cell: EpisodeSums.Cell, block: Int) {
        episodes += Int64(cell.episodes)
        signals += Int64(cell.signals)
        parts.oneSecond.add(Int64(cell.counts.oneSecond), cell.net.oneSecond, block: block)
        parts.threeSeconds.add(Int64(cell.counts.threeSeconds), cell.net.threeSeconds, block: block)
        parts.fiveSeconds.add(Int64(cell.counts.fiveSeconds), cell.net.fiveSeconds, block: block)
    }

    func value(_ bootstrap: BlockBootstrap) -> EpisodeValue {
        var value = EpisodeValue(episodes: episodes, signals: signals)
        for horizon in Horizon.allCases { value.net[horizon] = bootstrap.estimate(parts[horizon]) }
        return value
    }
}

/// Episodes of one kind, and what their first signals were worth after costs.
package struct EpisodeValue: Hashable, Sendable {
    package var episodes: Int64
    package var signals: Int64
    package var net = ByHorizon<Estimate>(all: .nothing)
}
