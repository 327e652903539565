import DoDAnalysis
import DoDFormat

/// The policy's US equity markets as the evidence knows them.
struct USEquities {
    /// One coin with what its minutes hold. A coin that no table names has no market.
    struct Equity {
        var coin: String
        var market: MarketKey?
        /// Said of it when it can't be judged.
        var absence: String?
    }

    let equities: [Equity]
    private(set) var coverage = HourlyCoverage()
    private var minutes: [MinuteSeries] = []

    init(_ evidence: Evidence, policy: Policy) {
        var rule = policy.coverageRule
        rule.coins = nil
        var universes: [MarketUniverse] = []
        for run in evidence.runs {
            guard let window = evidence.judgedWindow(of: run),
                let analysis = RunAnalysis(run, window: window, rule: rule)
            else { continue }
            universes.append(analysis.universe)
            coverage.merge(analysis.coverage)
            minutes.append(analysis.minutes)
        }
        equities = policy.usEquities.map { Self.equity($0, universes) }
    }

    private static func equity(_ coin: String, _ universes: [MarketUniverse]) -> Equity {
        for universe in universes {
            guard let market = universe.market(ofCoin: coin) else { continue }
            let delisted = universe.isNeverListed(market) ? "\(coin) is delisted" : nil
            return Equity(coin: coin, market: market, absence: delisted)
        }
        return Equity(coin: coin, market: nil, absence: "\(coin) is in no table of markets")
    }

    /// What the markets came to in a stretch, run by run.
    struct Slot {
        fileprivate var runs: [[MarketKey: MarketTally]]

        /// In the run that tells most of the market.
        func tally(_ market: MarketKey) -> MarketTally {
            var best = MarketTally()
            for sum in runs.compactMap({ $0[market] })
            where (sum.oracleChanges, sum.twoSidedMS) > (best.oracleChanges, best.twoSidedMS) { best = sum }
            return best
        }
    }

    func slot(_ window: TimeWindow) -> Slot { Slot(runs: minutes.map { $0.totals(in: window) }) }
}
