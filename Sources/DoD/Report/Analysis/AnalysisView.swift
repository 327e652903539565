import DoDAnalysis
import DoDFormat

/// What the signals were worth, ready for the page.
struct AnalysisView {
    let analysisText: String
    let assumedText: String
    let decay: [ValuesView]
    let phases: [ValuesView]
    let byHour: [HoursView]
    let compared: [ValuesView]
    let edgeBars: [BarsView]
    let edgeValues: [ValuesView]
    let thresholds: [ThresholdsView]
    let durations: [BarsView]
    let intervals: [IntervalsView]
    let apartText: String

    /// `rowsMax`: markets that are shown one by one.
    init(_ analysis: PhaseBAnalysis, rowsMax: Int) {
        let signals = analysis.signals
        analysisText = Self.text(signals)
        assumedText = Self.assumed(signals)
        decay = [ValuesView(Self.decay(signals))]
        phases = [
            ValuesView(
                signals.phasesInOrder.map { ($0.words, signals.phases[$0]?.net.fiveSeconds ?? .nothing) })
        ]
        byHour = [HoursView(signals)]
        compared = [ValuesView(Self.compared(analysis), max: rowsMax)]
        edgeBars = [BarsView(Self.edges(signals).map { ($0.label, $0.value.episodes) })]
        edgeValues = [ValuesView(Self.edges(signals).map { ($0.label, $0.value.net.fiveSeconds) })]
        thresholds = [ThresholdsView(analysis, max: rowsMax)]
        durations = [BarsView(DurationBuckets.rows(signals.durationMS))]
        intervals = analysis.indicators.isEmpty ? [] : [IntervalsView(analysis, max: rowsMax)]
        apartText = analysis.withoutLedger.map(Self.apart) ?? ""
    }

    static func text(_ signals: SignalAnalysis) -> String {
        let total = signals.total
        return
            "\(Numbers.count(Int(total.signals), "signal")) are "
            + "\(Numbers.count(Int(total.episodes), "episode")): signals of one market and side with at most 5 s between "
            + "them are one bet, cut at a lost connection and at a session's edge. The expected value is that of an "
            + "episode's first signal after fee and slippage. Brackets hold 95 % intervals (Poisson bootstrap in hour "
            + "blocks over all markets, \(Numbers.grouped(BlockBootstrap.replicates)) replicates, seed "
            + "\(EpisodeHash.seed); ten-minute blocks where there are fewer than \(Estimate.blocksMin) hours). Grey: "
            + "fewer than \(Estimate.episodesMin) episodes or too few blocks to tell."
    }

    static func assumed(_ signals: SignalAnalysis) -> String {
        signals.withAssumedCosts == 0
            ? ""
            : "Of \(Numbers.grouped(signals.withAssumedCosts)) episodes no ledger tells the costs: 6 bps were taken."
    }

    static func apart(_ signals: SignalAnalysis) -> String {
        "Runs without a ledger, apart from all numbers above: \(Numbers.grouped(signals.total.episodes)) episodes of "
            + "\(Numbers.grouped(signals.total.signals)) signals, expected value after 5 s "
            + "\(EstimateText.full(signals.total.net.fiveSeconds)). " + assumed(signals)
    }

    static func decay(_ signals: SignalAnalysis) -> [(label: String, estimate: Estimate)] {
        Horizon.allCases.map { ("after \($0.offsetMS / 1_000) s", signals.total.net[$0]) }
    }

    /// The best first, those of which too little is known last; equal ones by market.
    static func compared(_ analysis: PhaseBAnalysis) -> [(label: String, estimate: Estimate)] {
        let rows = analysis.signals.marketsInOrder.map { market in
            (
                MarketLabel.short(analysis.label(of: market)),
                analysis.signals.markets[market]?.net.fiveSeconds ?? .nothing
            )
        }
        return rows.enumerated().sorted { left, right in
            let (one, other) = (left.element.1, right.element.1)
            if one.isGrey != other.isGrey { return other.isGrey }
            let (mean, second) = (one.mean ?? .min, other.mean ?? .min)
            return mean == second ? left.offset < right.offset : mean > second
        }.map { (label: $0.element.0, estimate: $0.element.1) }
    }

    static func edges(_ signals: SignalAnalysis) -> [(label: String, value: EpisodeValue)] {
        signals.edges.enumerated().map { bin, value in
            let from = EpisodeSums.edgeBins[bin] / 100
            let label =
                bin + 1 < EpisodeSums.edgeBins.count
                ? "\(from) – \(EpisodeSums.edgeBins[bin + 1] / 100) bps" : "\(from) bps and more"
            return (label, value)
        }.filter { $0.value.episodes > 0 || $0.label != "0 – 11 bps" }
    }
}
