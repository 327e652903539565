package import DoDFormat

/// One data directory, analysed over a window.
package struct RunAnalysis: Sendable {
    package let window: TimeWindow
    package let universe: MarketUniverse
    package let minutes: MinuteSeries
    /// Markets that had no book at all: their bbo came, and never with both sides. They need not be covered.
    package let bookless: Set<MarketKey>
    package let coverage: HourlyCoverage
    package let connections: ConnectionTimeline

    /// Nil when the run has no ledger.
    package init?(_ run: RunEvidence, window: TimeWindow, rule: CoverageRule) {
        guard let ledger = run.ledger else { return nil }
        self.window = window
        universe = MarketUniverse(run)
        minutes = MinuteSeries(ledger, in: window)
        bookless = Set(
            minutes.totals.filter { $1.bbo > 0 && $1.bboNull == $1.bbo && $1.twoSidedMS == 0 }.keys)
        coverage = HourlyCoverage(
            minutes, universe: universe, window: window, rule: rule, without: bookless)
        connections = ConnectionTimeline(ledger, exitsMS: run.journal?.exitsMS ?? [])
    }
}

extension Journal {
    /// When the runner saw the engine end; virtual. What a runner finds ended when it comes back, and writes down with
    /// its return, ended before, and nobody saw when.
    package var exitsMS: [Int64] {
        lines.indices.compactMap { position in
            guard case .engineExited = lines[position].event else { return nil }
            let next = position + 1 < lines.count ? lines[position + 1].event : nil
            if case .kept(type: "run-resumed")? = next { return nil }
            return lines[position].virtualMS
        }
    }
}
