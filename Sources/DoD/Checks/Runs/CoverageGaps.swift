import DoDAnalysis
import DoDFormat

/// All gaps of a coverage. One that every market shares is told once.
struct CoverageGaps {
    let all: [CoverageGap]
    private let whole: [TimeWindow]
    private let labels: [MarketKey: String]

    init(_ coverage: HourlyCoverage, labels: [MarketKey: String]) {
        all = coverage.markets.flatMap { coverage.gaps(of: $0) }
        whole = coverage.wholeGaps.map(\.window)
        self.labels = labels
    }

    /// The first of the longest.
    var longest: CoverageGap? {
        all.reduce(nil as CoverageGap?) { best, gap in gap.durationMS > (best?.durationMS ?? 0) ? gap : best }
    }

    func report(longerThanMS limit: Int64, _ findings: inout Findings) {
        let tooLong = all.filter { $0.durationMS > limit }
        for window in whole {
            let same = tooLong.filter { $0.window == window }
            guard let longest = same.map(\.durationMS).max() else { continue }
            findings.fail("gap of \(DurationText.text(longest)) in \(same.count) markets, \(window.text)")
        }
        for gap in tooLong where !whole.contains(gap.window) {
            let name = gap.market.map { labels[$0] ?? "\($0)" } ?? "every market"
            findings.fail("gap of \(DurationText.text(gap.durationMS)) in \(name), \(gap.window.text)")
        }
    }
}
