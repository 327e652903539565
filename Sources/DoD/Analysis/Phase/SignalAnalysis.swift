import DoDCalendar
package import DoDFormat

/// What the signals were worth: expected values of episodes, over all and by market, hour, phase and edge.
package struct SignalAnalysis: Hashable, Sendable {
    package enum Zone: String, Hashable, CaseIterable, Sendable {
        case utc, newYork, tokyo

        /// The hour of the day that a clock there shows.
        package func hour(at ms: Int64) -> Int {
            let offset: Int64 =
                switch self {
                case .utc: 0
                case .newYork: NewYorkTime.offsetMs(at: ms)
                case .tokyo: 9 * EpisodeSums.hourMS
                }
            let local = (ms + offset) % UTCDay.milliseconds
            return Int((local + UTCDay.milliseconds) % UTCDay.milliseconds / EpisodeSums.hourMS)
        }
    }

    package let total: EpisodeValue
    /// By dex and index.
    package let markets: [MarketKey: EpisodeValue]
    package let phases: [TradingPhase: EpisodeValue]
    /// By zone, then by hour of the day 0...23.
    package let hours: [Zone: [EpisodeValue]]
    /// By bin of `EpisodeSums.edgeBins`.
    package let edges: [EpisodeValue]
    package let durationMS: LogHistogram
    package let withAssumedCosts: Int64
    package let choice: ThresholdChoice
    /// Hours of the clock in which some follow-up after 5 s belongs to an episode.
    package let hoursWithFollowups: Int
    package let firstHourMS: Int64?
    package let lastHourMS: Int64?

    package init(_ sums: EpisodeSums) {
        let bootstrap = BlockBootstrap(sums)
        let cells = EpisodeCells(sums, bootstrap)
        var total = EpisodeView()
        var markets: [MarketKey: EpisodeView] = [:]
        var phases: [TradingPhase: EpisodeView] = [:]
        var hours = Dictionary(
            uniqueKeysWithValues: Zone.allCases.map { ($0, Array(repeating: EpisodeView(), count: 24)) })
        var edges = Array(repeating: EpisodeView(), count: EpisodeSums.edgeBins.count)
        var followed: Set<Int64> = []
        for block in cells.blocks {
            let blockMS = bootstrap.blocksMS[block]
            var sum = EpisodeSums.Cell()
            for (key, cell) in cells.inBlock(block) {
                sum += cell
                markets[key.market, default: EpisodeView()].add(cell, block: block)
                phases[key.phase, default: EpisodeView()].add(cell, block: block)
                edges[key.bin].add(cell, block: block)
            }
            total.add(sum, block: block)
            for zone in Zone.allCases { hours[zone]?[zone.hour(at: blockMS)].add(sum, block: block) }
            if sum.counts.fiveSeconds > 0 { followed.insert(blockMS / EpisodeSums.hourMS) }
        }
        self.total = total.value(bootstrap)
        self.markets = markets.mapValues { $0.value(bootstrap) }
        self.phases = phases.mapValues { $0.value(bootstrap) }
        self.hours = hours.mapValues { $0.map { $0.value(bootstrap) } }
        self.edges = edges.map { $0.value(bootstrap) }
        durationMS = sums.durationMS
        withAssumedCosts = sums.withAssumedCosts
        choice = ThresholdChoice(cells, bootstrap)
        hoursWithFollowups = followed.count
        let starts = bootstrap.blocksMS.map { $0 - $0 % EpisodeSums.hourMS }
        firstHourMS = starts.first
        lastHourMS = starts.last
    }

    package var isEmpty: Bool { total.episodes == 0 }
    package var marketsInOrder: [MarketKey] { markets.keys.sorted() }
    /// The phases that have episodes.
    package var phasesInOrder: [TradingPhase] { phases.keys.sorted() }
}
