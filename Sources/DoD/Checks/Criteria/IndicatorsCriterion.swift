import DoDAnalysis
package import DoDFormat

/// The daily indicators are there, for every market and day that was fed.
package struct IndicatorsCriterion: Criterion {
    package let id = CriterionID.indicators.rawValue
    package let claim = "the daily indicators are there"
    /// More days of markets than this are counted, not written out.
    static let marketDaysShownMax = 256

    package init() {}

    package func judge(_ evidence: Evidence, policy: Policy) -> CriterionResult {
        var findings = Findings()
        var indicators = DailyIndicators()
        var gates = GateActivity()
        if evidence.runs.isEmpty { findings.doubt("nothing to judge") }
        for run in evidence.runs {
            guard let ledger = run.ledger, let window = evidence.judgedWindow(of: run) else {
                findings.doubt(
                    "\(evidence.label(of: run))no ledger with a minute: nothing to read indicators from")
                continue
            }
            indicators.merge(DailyIndicators(ledger, in: window))
            gates.merge(GateActivity(ledger, in: window))
        }
        let fed = indicators.keys.filter { indicators.byMarketDay[$0]?.isFed == true }
        if fed.isEmpty { findings.doubt("no market was fed: no indicator") }
        for key in fed {
            for name in Self.missing(indicators.byMarketDay[key] ?? MarketIndicators()) {
                findings.fail("\(key.day) \(key.market): \(name) is missing")
            }
        }
        let days = Set(fed.map(\.day)).count
        let markets = Set(fed.map(\.market)).count
        var measured = Self.measured(indicators, fed, markets: markets, days: days)
        measured["gates"] = .object(IndicatorFacts.facts(gates))
        return findings.result(
            .indicators,
            passed: "5 indicators of \(markets) markets on \(days) days (\(fed.count) market-days)",
            measured: measured,
            required: ["missing": .count(0)])
    }

    /// A cross that a lost connection cut, or that has not ended, has no duration. Of more crosses than this some
    /// have ended by themselves.
    private static let crossesWithoutEndMax: Int64 = 50

    private static func missing(_ indicators: MarketIndicators) -> [String] {
        var names: [String] = []
        if indicators.bbo == 0 { names.append("bbo_null_rate") }
        if indicators.ctxAgeMS.total == 0 { names.append("ctx_age_ms") }
        // An interval needs two.
        if indicators.bbo > 1, indicators.intervalMS.total == 0 { names.append("bbo_recv_interval_ms") }
        if indicators.crosses > crossesWithoutEndMax, indicators.crossTicks.total == 0 {
            names.append("cross_duration_ticks")
        }
        return names
    }

    private static func measured(
        _ indicators: DailyIndicators, _ fed: [DailyIndicators.Key], markets: Int, days: Int
    ) -> Facts {
        var facts: Facts = [
            "market_days": .count(fed.count), "markets": .count(markets), "days": .count(days),
            "quantiles": .text("upper bound of the bucket that holds the quantile"),
        ]
        var byDay: Facts = [:]
        for key in fed.prefix(marketDaysShownMax) {
            guard let value = indicators.byMarketDay[key] else { continue }
            let day = "\(key.day)"
            var byMarket: Facts = [:]
            if case .object(let known)? = byDay[day] { byMarket = known }
            byMarket["\(key.market)"] = .object(IndicatorFacts.facts(value))
            byDay[day] = .object(byMarket)
        }
        facts["by_day"] = .object(byDay)
        if fed.count > marketDaysShownMax {
            facts["market_days_not_shown"] = .count(fed.count - marketDaysShownMax)
        }
        return facts
    }
}
