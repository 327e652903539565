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

    init(_ sums: EpisodeSums, _ bootstrap: BlockBootstrap) {
        var hours: [UTCDay: Set<Int64>] = [:]
        for key in sums.cells.keys {
            hours[UTCDay(containing: key.blockMS), default: []].insert(key.blockMS / EpisodeSums.hourMS)
        }
        hoursByDay = hours.mapValues(\.count)
        let days = hoursByDay.filter { $0.value >= Self.hoursMin }.keys.sorted()
        guard let first = days.first, days.count > 1 else { return }
        chosenOn = first
        judgedOn = Array(days.dropFirst())
        let judged = Set(judgedOn)
        var chosen: [MarketKey: [EpisodeView]] = [:]
        var others: [MarketKey: [EpisodeView]] = [:]
        let none = Array(repeating: EpisodeView(), count: EpisodeSums.edgeBins.count)
        for (key, cell) in sums.cells {
            let day = UTCDay(containing: key.blockMS)
            // An edge reaches its own threshold and all below.
            for bin in 0...key.bin {
                if day == first {
                    chosen[key.market, default: none][bin].add(cell, blockMS: key.blockMS)
                } else if judged.contains(day) {
                    others[key.market, default: none][bin].add(cell, blockMS: key.blockMS)
                }
            }
        }
        for (market, views) in chosen {
            let estimates = views.map { $0.fiveSeconds(bootstrap) }
            choose(market, estimates, others[market] ?? none, bootstrap)
        }
    }

    private mutating func choose(
        _ market: MarketKey, _ estimates: [Estimate], _ others: [EpisodeView], _ bootstrap: BlockBootstrap
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
            judged: others[best].fiveSeconds(bootstrap))
    }

    /// Markets whose interval lies above zero on the days that nothing was chosen on.
    package var positive: [MarketKey] {
        markets.filter { $0.value.judged.isAboveZero }.keys.sorted()
    }
    /// Markets with enough episodes on those days to say either.
    package var told: [MarketKey] { markets.filter { !$0.value.judged.isGrey }.keys.sorted() }
}
