import DoDAnalysis
import DoDFormat

/// Thresholds chosen on one day and judged on the others.
struct ThresholdsView {
    let thresholdsText: String
    let thresholdRows: [Row]
    let thresholdsRest: String
    let hasThresholds: Bool

    struct Row {
        let thresholdMarket: String
        let thresholdEdge: String
        let thresholdChosen: String
        let thresholdChosenCount: String
        let thresholdJudged: String
        let thresholdJudgedCount: String
        let thresholdTone: String
    }

    init(_ analysis: PhaseBAnalysis, max: Int) {
        let choice = analysis.signals.choice
        thresholdsText = Self.text(choice)
        // What holds best out of sample comes first; equal ones by market.
        let markets = choice.markets.keys.sorted().map { ($0, choice.markets[$0]!) }
        let ordered = markets.enumerated().sorted { left, right in
            let one = left.element.1.judged.interval?.low ?? .min
            let other = right.element.1.judged.interval?.low ?? .min
            return one == other ? left.offset < right.offset : one > other
        }.map(\.element)
        thresholdRows = ordered.prefix(max).map { market, found in
            Row(
                thresholdMarket: MarketLabel.short(analysis.label(of: market)),
                thresholdEdge: found.threshold.map { "\(Numbers.hundredths($0)) bps" } ?? "none",
                thresholdChosen: EstimateText.value(found.chosen),
                thresholdChosenCount: EstimateText.count(found.chosen),
                thresholdJudged: EstimateText.value(found.judged),
                thresholdJudgedCount: EstimateText.count(found.judged),
                thresholdTone: EstimateText.tone(found.judged))
        }
        let hidden = ordered.count - thresholdRows.count
        thresholdsRest = hidden > 0 ? "and \(Numbers.grouped(hidden)) more, not shown" : ""
        hasThresholds = !thresholdRows.isEmpty
    }

    static func text(_ choice: ThresholdChoice) -> String {
        guard let day = choice.chosenOn else {
            let days = choice.hoursByDay.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value) h)" }
            let shown = ShownList(days, max: 8)
            let list = shown.shown.joined(separator: ", ") + (shown.rest.isEmpty ? "" : ", \(shown.rest)")
            return
                "Unknown: a threshold is chosen on one UTC date and judged on another, and each needs "
                + "\(ThresholdChoice.hoursMin) hours with episodes. There is \(list.isEmpty ? "none" : list)."
        }
        let others = ShownList(choice.judgedOn.map { "\($0)" }, max: 8)
        let list = others.shown.joined(separator: ", ") + (others.rest.isEmpty ? "" : ", \(others.rest)")
        return
            "Chosen on \(day), judged on \(list). \(Numbers.grouped(choice.tried)) thresholds of "
            + "\(Numbers.count(choice.markets.count, "market")) were tried: the one with the highest mean was taken, so "
            + "only the days that it was not chosen on say what it is worth. \(choice.positive.count) of "
            + "\(Numbers.count(choice.told.count, "market")) have an interval above zero there."
    }
}
