import DoDAnalysis

/// Estimates one below the other on one scale: a line for the interval, a point for the mean, the numbers beside.
struct ValuesView {
    let valueRows: [Row]
    let valuesRest: String
    let valueTicks: [ValueScale.Tick]
    let zeroLeft: String

    struct Row {
        let valueLabel: String
        let valueTitle: String
        let valueStrip: String
        let valueText: String
        let valueCount: String
        let valueTone: String
    }

    init(_ rows: [(label: String, estimate: Estimate)], max: Int = .max) {
        let shown = Array(rows.prefix(max))
        let scale = ValueScale(shown.map(\.estimate))
        valueRows = shown.map { label, estimate in
            Row(
                valueLabel: label, valueTitle: "\(label): \(EstimateText.full(estimate))",
                valueStrip: scale.strip(estimate), valueText: EstimateText.value(estimate),
                valueCount: EstimateText.count(estimate), valueTone: EstimateText.tone(estimate))
        }
        let hidden = rows.count - shown.count
        valuesRest = hidden > 0 ? "and \(Numbers.grouped(hidden)) more, not shown" : ""
        valueTicks = scale.ticks
        zeroLeft = scale.percent(0)
    }
}
