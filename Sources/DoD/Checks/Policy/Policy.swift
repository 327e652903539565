import DoDFormat

/// The thresholds and lists that a verdict is measured by.
package struct Policy: Hashable, Sendable {
    package var name: String
    /// In hundredths; every threshold has a value.
    private var hundredths: [Threshold: Int64]
    /// The hosts whose feed may give a PASS.
    package var venueHosts: [String]
    /// Coins that must be watched; nil: every market in `meta` at the start that is not delisted.
    package var markets: [String]?
    /// Coins of US equities, for the session.
    package var usEquities: [String]
    /// Criteria that are shown, but not part of the verdict.
    package var waived: [String]
    /// False: the best verdict is REHEARSAL PASS.
    package var mayPass: Bool

    package init(
        name: String, hundredths: [Threshold: Int64] = [:], venueHosts: [String] = Policy.phaseA.venueHosts,
        markets: [String]? = nil, usEquities: [String] = Policy.phaseA.usEquities, waived: [String] = [],
        mayPass: Bool
    ) {
        self.name = name
        self.hundredths = Policy.defaults.merging(hundredths) { $1 }
        self.venueHosts = venueHosts
        self.markets = markets
        self.usEquities = usEquities
        self.waived = waived
        self.mayPass = mayPass
    }

    /// Exactly: 99.5 is 9950.
    package func hundredths(_ threshold: Threshold) -> Int64 { hundredths[threshold] ?? threshold.phaseA }
    /// The whole part, for counts and durations.
    package func whole(_ threshold: Threshold) -> Int64 { hundredths(threshold) / 100 }
    /// As a fact of `required`.
    package func fact(_ threshold: Threshold) -> Fact {
        let value = hundredths(threshold)
        return value % 100 == 0 ? .count(value / 100) : .decimal(value, decimals: 2)
    }
    /// As people read it: `99.5`, `24`.
    package func text(_ threshold: Threshold) -> String {
        let value = hundredths(threshold)
        return value % 100 == 0 ? String(value / 100) : BasisPoints(hundredths: value).description
    }
    /// True when `part` of `whole` is at least this many percent, without rounding. Of nothing: false.
    package func isReached(_ threshold: Threshold, _ part: Int64, of whole: Int64) -> Bool {
        whole > 0 && Int128(part) * 10_000 >= Int128(hundredths(threshold)) * Int128(whole)
    }
    /// True when `part` of `whole` is at most this many percent. Of nothing: only nothing.
    package func isKept(_ threshold: Threshold, _ part: Int64, of whole: Int64) -> Bool {
        Int128(part) * 10_000 <= Int128(hundredths(threshold)) * Int128(whole)
    }

    /// Each value that is looser than `phase-a` (or no stricter in a way that can be compared), in words.
    package var loosened: [String] {
        var words: [String] = []
        for threshold in Threshold.allCases {
            let value = hundredths(threshold)
            let isLooser =
                switch threshold.looser {
                case .lower: value < threshold.phaseA
                case .higher: value > threshold.phaseA
                case .different: value != threshold.phaseA
                }
            if isLooser {
                words.append(
                    "\(threshold.rawValue) is \(text(threshold)), not \(Policy.phaseA.text(threshold))")
            }
        }
        words += venueHosts.filter { !Policy.phaseA.venueHosts.contains($0) }.map { "venue host \($0) added" }
        let missing = Policy.phaseA.usEquities.filter { !usEquities.contains($0) }
        if !missing.isEmpty { words.append("us-session.equities lacks \(missing.joined(separator: ", "))") }
        if let markets { words.append("markets.required lists \(markets.count) and not all of meta") }
        words += waived.map { "\($0) is waived" }
        return words
    }

    private static let defaults = Dictionary(uniqueKeysWithValues: Threshold.allCases.map { ($0, $0.phaseA) })

    /// The definition of done of phase A: what holds without a policy file, and what `config/phase-a.toml` says.
    package static let phaseA = Policy(
        name: "phase-a", venueHosts: ["api.hyperliquid.xyz"],
        usEquities: [
            "xyz:TSLA", "xyz:NVDA", "xyz:HOOD", "xyz:INTC", "xyz:PLTR", "xyz:COIN", "xyz:META", "xyz:AAPL",
            "xyz:MSFT", "xyz:ORCL", "xyz:GOOGL", "xyz:AMZN", "xyz:AMD", "xyz:MU", "xyz:SNDK", "xyz:MSTR",
            "xyz:CRCL", "xyz:NFLX", "xyz:COST", "xyz:LLY", "xyz:TSM", "xyz:RIVN", "xyz:BABA",
        ], mayPass: true)
}
