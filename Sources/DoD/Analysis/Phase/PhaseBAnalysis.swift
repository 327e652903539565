package import DoDFormat

/// Everything that Phase B is decided on, over all runs that were judged together.
package struct PhaseBAnalysis: Sendable {
    /// Of the runs with a ledger.
    package let signals: SignalAnalysis
    /// Of runs without one: shown apart, and never a reason for anything.
    package let withoutLedger: SignalAnalysis?
    /// Over all days.
    package let indicators: [MarketKey: MarketIndicators]
    package let gates: GateActivity
    package let gateHours: GateHours
    package let followups: FollowupCount
    package let resources: ResourceSeries?
    package let readiness: Readiness
    /// `xyz:TSLA (xyz:1)`
    private let labels: [MarketKey: String]

    package init(_ evidence: Evidence, isLive: Bool) {
        var sums = EpisodeSums()
        var apart = EpisodeSums()
        var indicators: [MarketKey: MarketIndicators] = [:]
        var gates = GateActivity()
        var hours = GateHours()
        var followups = FollowupCount()
        var labels: [MarketKey: String] = [:]
        var resources = evidence.window.map(ResourceSeries.init)
        for run in evidence.runs {
            guard let ledger = run.ledger, let window = evidence.judgedWindow(of: run) else {
                apart.merge(run.records.episodes)
                continue
            }
            sums.merge(run.records.episodes)
            for (key, value) in DailyIndicators(ledger, in: window).byMarketDay {
                indicators[key.market, default: MarketIndicators()].merge(value)
            }
            gates.merge(GateActivity(ledger, in: window))
            hours.merge(GateHours(ledger, in: window))
            for record in ledger.minutes {
                resources?.add(record)
                guard window.contains(record.minuteMS) else { continue }
                for market in record.markets {
                    followups.due += market.followupsDue
                    followups.taken += market.followupsTaken
                }
            }
            let universe = MarketUniverse(run)
            for market in universe.markets { labels[market] = universe.label(of: market) }
        }
        signals = SignalAnalysis(sums)
        withoutLedger = apart.isEmpty ? nil : SignalAnalysis(apart)
        self.indicators = indicators
        self.gates = gates
        gateHours = hours
        self.followups = followups
        self.resources = resources
        self.labels = labels
        readiness = Readiness(
            signals, indicators, hours, followups, isLive: isLive, label: { labels[$0] ?? "\($0)" })
    }

    package func label(of market: MarketKey) -> String { labels[market] ?? "\(market)" }
    /// Every market that has an episode or was fed.
    package var markets: [MarketKey] {
        Set(signals.markets.keys).union(indicators.filter(\.value.isFed).keys).sorted()
    }
}
