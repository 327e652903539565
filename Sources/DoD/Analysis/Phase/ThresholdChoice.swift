package import DoDFormat

/// For each market the edge from which its signals would have been taken: chosen on one day, judged on the others, so
/// that what is said of it was not looked for in the same data.
package struct ThresholdChoice: Hashable, Sendable {
    /// A UTC date with fewer hours is no day to choose on or to judge by.
    package static let hoursMin = 12

    package struct Market: Hashable, Sendable {
        /// The smallest raw edge that is taken, in hundredths; nil when no threshold had enough episodes.
        package var threshold: Int64?
        package var chosen: Estimate
        package var judged: Estimate
    }

    /// Nil with less than two days.
    package private(set) var chosenOn: UTCDay?
    package private(set) var judgedOn: [UTCDay] = []
    package private(set) var markets: [MarketKey: Market] = [:]
    /// Thresholds that were compared, over all markets.
    package private(set) var tried = 0
    /// Each date with its hours that have episodes.
    package private(set) var hoursByDay: [UTCDay: Int] = [:]

    /// By edge: what episodes of that edge or above add after five seconds.
    private typealias Bins = [BlockParts]
    private static let noBins = Bins(repeating: BlockParts(), count: EpisodeSums.edgeBins.count)

    init(_ cells: EpisodeCells, _ bootstrap: BlockBootstrap) {
        var hours: [UTCDay: Set<Int64>] = [:]
        for blockMS in bootstrap.blocksMS {
            hours[UTCDay(containing: blockMS), default: []].insert(blockMS / EpisodeSums.hourMS)
        }
        hoursByDay = hours.mapValues(\.count)
        let days = hoursByDay.filter { $0.value >= Self.hoursMin }.keys.sorted()
        guard let first = days.first, days.count > 1 else { return }
        chosenOn = first
        judgedOn = Array(days.dropFirst())
        let judged = Set(judgedOn)
        var chosen: [MarketKey: Bins] = [:]
        var others: [MarketKey: Bins] = [:]
        for block in cells.blocks {
            let day = UTCDay(containing: bootstrap.blocksMS[block])
            if day == first {
                Self.add(cells, block, &chosen)
            } else if judged.contains(day) {
                Self.add(cells, block, &others)
            }
        }
        for (market, bins) in chosen {
            choose(market, bins.map(bootstrap.estimate), others[market] ?? Self.noBins, bootstrap)
        }
    }

    private static func add(_ cells: EpisodeCells, _ block: Int, _ bins: inout [MarketKey: Bins]) {
        for (key, cell) in cells.inBlock(block) {
            // An edge reaches its own threshold and all below.
            for bin in 0...key.bin {
                bins[key.market, default: noBins][bin].add(
                    Int64(cell.counts.fiveSeconds), cell.net.fiveSeconds, block: block)
            }
        }
    }

    private mutating func choose(
        _ market: MarketKey, _ estimates: [Estimate], _ others: Bins, _ bootstrap: BlockBootstrap
    ) {
        let bins = estimates.indices.filter { !estimates[$0].isGrey }
        tried += bins.count
        // The lowest of equals: it takes the most.
        guard let best = bins.max(by: { (estimates[$0].mean ?? 0, -$0) < (estimates[$1].mean ?? 0, -$1) })
        else {
            markets[market] = Market(threshold: nil, chosen: .nothing, judged: .nothing)
            return
        }
        markets[market] = Market(
            threshold: EpisodeSums.edgeBins[best], chosen: estimates[best],
            judged: bootstrap.estimate(others[best]))
    }

    /// Markets whose interval lies above zero on the days that nothing was chosen on.
    package var positive: [MarketKey] {
        markets.filter { $0.value.judged.isAboveZero }.keys.sorted()
    }
    /// Markets with enough episodes on those days to say either.
    package var told: [MarketKey] { markets.filter { !$0.value.judged.isGrey }.keys.sorted() }
}
