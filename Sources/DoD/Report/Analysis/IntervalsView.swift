import DoDAnalysis
import DoDFormat

/// How often prices came and how old they were, by market.
struct IntervalsView {
    let intervalRows: [Row]
    let intervalsRest: String

    struct Row {
        let intervalMarket: String
        let intervalCells: [Cell]
    }

    struct Cell {
        let cellText: String
        let cellNote: String
    }

    init(_ analysis: PhaseBAnalysis, max: Int) {
        let fed = analysis.indicators.filter(\.value.isFed).keys.sorted()
        intervalRows = fed.prefix(max).map { market in
            let found = analysis.indicators[market] ?? MarketIndicators()
            return Row(
                intervalMarket: MarketLabel.short(analysis.label(of: market)),
                intervalCells: [
                    Self.quantiles(found.ctxAgeMS), Self.quantiles(found.intervalMS),
                    Cell(
                        cellText: Numbers.share(Int(found.bboNull), of: Int(found.bbo)),
                        cellNote: "n \(Numbers.grouped(found.bbo))"),
                    Self.quantiles(found.crossTicks),
                ])
        }
        let hidden = fed.count - intervalRows.count
        intervalsRest = hidden > 0 ? "and \(Numbers.grouped(hidden)) more, not shown" : ""
    }

    /// Upper ends of the buckets that hold them: never too low.
    private static func quantiles(_ histogram: LogHistogram) -> Cell {
        let values = [50, 95, 99].map { percent -> String in
            histogram.bounds(ofQuantile: percent, of: 100).map { Numbers.grouped($0.upperBound) } ?? "–"
        }
        return Cell(
            cellText: values.joined(separator: " / "), cellNote: "n \(Numbers.grouped(histogram.total))")
    }
}
