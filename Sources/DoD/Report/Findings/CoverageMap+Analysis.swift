import DoDAnalysis

extension CoverageMap {
    /// Nil when there is no minute to judge.
    init?(_ analysis: EvidenceAnalysis) {
        let hours = analysis.coverage.hoursMS
        guard let first = hours.first, !analysis.coverage.markets.isEmpty else { return nil }
        self.init(
            firstHourMs: first,
            rows: analysis.coverage.markets.map { market in
                Row(
                    label: MarketLabel.short(analysis.label(of: market)),
                    cells: hours.map { hour in
                        let count = analysis.coverage.count(market, hourMS: hour)
                        return Cell(covered: Int(count.covered), expected: Int(count.expected))
                    })
            })
    }
}
