import DoDAnalysis
import DoDFormat

/// The sections of the analysis as Markdown tables.
struct AnalysisMarkdown {
    /// More rows of a table are counted.
    static let rowsMax = 128

    let lines: [String]

    init(_ analysis: PhaseBAnalysis) {
        let signals = analysis.signals
        var text = MarkdownTables()
        Self.readiness(analysis.readiness, &text)
        text.heading("Expected value, in basis points")
        text.paragraph(AnalysisView.text(signals))
        text.paragraph(AnalysisView.assumed(signals))
        if let apart = analysis.withoutLedger { text.paragraph(AnalysisView.apart(apart)) }
        text.heading("Decay: what is left after 1, 3 and 5 s")
        Self.values(["horizon"], AnalysisView.decay(signals), &text)
        text.heading("By trading hours of the New York Stock Exchange, after 5 s")
        Self.values(
            ["hours"],
            signals.phasesInOrder.map { ($0.words, signals.phases[$0]?.net.fiveSeconds ?? .nothing) }, &text)
        Self.hours(signals, &text)
        text.heading("Markets compared, after 5 s")
        Self.values(["market"], AnalysisView.compared(analysis), &text)
        Self.thresholds(analysis, &text)
        Self.edges(signals, &text)
        text.heading("How long crosses lasted")
        text.table(
            ["duration", "episodes"],
            DurationBuckets.rows(signals.durationMS).map { [$0.label, Numbers.grouped($0.count)] },
            max: Self.rowsMax)
        Self.intervals(analysis, &text)
        Self.gates(analysis, &text)
        if let resources = analysis.resources { Self.resources(resources, &text) }
        lines = text.lines
    }

    private static func readiness(_ readiness: Readiness, _ text: inout MarkdownTables) {
        text.heading("Phase B readiness")
        text.paragraph("Beside the verdict, no part of it. \(ReadinessView(readiness).readinessText)")
        text.table(
            ["condition", "answer", "why"],
            readiness.conditions.map { ["\($0.id): \($0.claim)", $0.answer.rawValue, $0.why] }, max: rowsMax)
    }

    private static func values(
        _ head: [String], _ rows: [(label: String, estimate: Estimate)], _ text: inout MarkdownTables
    ) {
        text.table(head + estimateHead, rows.map { [$0.label] + cells($0.estimate) }, max: rowsMax)
    }

    private static let estimateHead = ["mean [95 %]", "n", "blocks"]

    private static func cells(_ estimate: Estimate) -> [String] {
        let grey = estimate.isGrey && estimate.n > 0 ? " (grey)" : ""
        return [
            EstimateText.value(estimate) + grey, Numbers.grouped(estimate.n),
            Numbers.grouped(estimate.blocks),
        ]
    }

    private static func hours(_ signals: SignalAnalysis, _ text: inout MarkdownTables) {
        text.heading("By hour of the day, after 5 s")
        let zones = SignalAnalysis.Zone.allCases
        text.table(
            ["hour"] + zones.map(HoursView.name),
            (0..<24).map { hour in
                [hour < 10 ? "0\(hour)" : "\(hour)"]
                    + zones.map { zone in
                        let found = signals.hours[zone]?[hour].net.fiveSeconds ?? .nothing
                        let grey = found.isGrey && found.n > 0 ? " (grey)" : ""
                        return "\(EstimateText.value(found)), \(EstimateText.count(found))\(grey)"
                    }
            }, max: rowsMax)
    }

    private static func thresholds(_ analysis: PhaseBAnalysis, _ text: inout MarkdownTables) {
        let view = ThresholdsView(analysis, max: rowsMax)
        text.heading("Out of sample")
        text.paragraph(view.thresholdsText)
        guard view.hasThresholds else { return }
        text.table(
            ["market", "from an edge of", "on the day it was chosen", "on the other days"],
            view.thresholdRows.map {
                [
                    $0.thresholdMarket, $0.thresholdEdge, "\($0.thresholdChosen), \($0.thresholdChosenCount)",
                    "\($0.thresholdJudged), \($0.thresholdJudgedCount)",
                ]
            }, max: rowsMax)
        text.paragraph(view.thresholdsRest)
    }

    private static func edges(_ signals: SignalAnalysis, _ text: inout MarkdownTables) {
        text.heading("Edges: episodes by their first raw edge, and their value after 5 s")
        let total = signals.total.episodes
        text.table(
            ["edge", "episodes", "share"] + estimateHead,
            AnalysisView.edges(signals).map { label, value in
                [
                    label, Numbers.grouped(value.episodes),
                    Numbers.share(Int(value.episodes), of: Int(total)),
                ] + cells(value.net.fiveSeconds)
            }, max: rowsMax)
    }

    private static func intervals(_ analysis: PhaseBAnalysis, _ text: inout MarkdownTables) {
        let view = IntervalsView(analysis, max: rowsMax)
        guard !view.intervalRows.isEmpty else { return }
        text.heading("Intervals of ctx and bbo: P50 / P95 / P99")
        text.table(
            ["market", "age of ctx, ms", "between two bbo, ms", "bbo with a side missing", "cross, ticks"],
            view.intervalRows.map { row in
                [row.intervalMarket] + row.intervalCells.map { "\($0.cellText), \($0.cellNote)" }
            }, max: rowsMax)
        text.paragraph(view.intervalsRest)
    }

    private static func gates(_ analysis: PhaseBAnalysis, _ text: inout MarkdownTables) {
        let rows = GateRow.rows(analysis)
        guard !rows.isEmpty else { return }
        text.heading("Gates")
        text.table(
            [
                "gate", "signals kept back", "market time blocked", "share", "worst hour", "markets",
                "longest",
            ],
            rows.map {
                [
                    $0.name, Numbers.grouped($0.signals),
                    $0.blockedMs.map { Numbers.duration(ms: $0) } ?? "–",
                    $0.share, $0.worstHour, Numbers.grouped($0.markets), $0.longest,
                ]
            }, max: rowsMax)
    }

    private static func resources(_ series: ResourceSeries, _ text: inout MarkdownTables) {
        let view = ResourcesView(series)
        text.heading("Resources")
        text.paragraph(view.resourcesText)
        text.table(
            ["", "most", ""], view.resourceRows.map { [$0.resourceName, $0.resourcePeak, $0.resourceLeast] },
            max: rowsMax)
    }
}
