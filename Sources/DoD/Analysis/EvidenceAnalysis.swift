package import DoDFormat

/// What a report draws, over all directories: coverage by market and hour, connections, signals, indicators.
/// The same values that the criteria judge by.
package struct EvidenceAnalysis: Sendable {
    package private(set) var coverage = HourlyCoverage()
    package private(set) var connections = ConnectionTimeline()
    package private(set) var signals = SignalRate()
    package private(set) var indicators = DailyIndicators()
    package private(set) var gates = GateActivity()
    /// `xyz:TSLA (xyz:1)`; a market that only minutes name has its key.
    private var labels: [MarketKey: String] = [:]

    package init(_ evidence: Evidence, rule: CoverageRule) {
        for run in evidence.runs {
            signals.merge(SignalRate(run.records))
            guard let window = evidence.judgedWindow(of: run), let ledger = run.ledger,
                let analysis = RunAnalysis(run, window: window, rule: rule)
            else { continue }
            coverage.merge(analysis.coverage)
            connections.merge(analysis.connections)
            indicators.merge(DailyIndicators(ledger, in: window))
            gates.merge(GateActivity(ledger, in: window))
            for market in analysis.universe.markets { labels[market] = analysis.universe.label(of: market) }
        }
    }

    package func label(of market: MarketKey) -> String { labels[market] ?? "\(market)" }
}

extension Evidence {
    /// The time that a run is judged for: as asked for, else what its own ledger tells of. With several runs a
    /// stretch between them that nobody asked for is not judged.
    package func judgedWindow(of run: RunEvidence) -> TimeWindow? {
        run.ledger == nil ? nil : askedWindow ?? run.observedWindow
    }
}
