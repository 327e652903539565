import DoDAnalysis
import DoDFormat

/// The indicators of a market and day as facts. Quantiles come from power-of-two buckets: each is the upper
/// bound of the bucket that holds it, so the true value is at most that and more than half of it.
enum IndicatorFacts {
    private static let quantiles: [(name: String, percent: Int64)] = [("p50", 50), ("p95", 95), ("p99", 99)]

    static func facts(_ indicators: MarketIndicators) -> Facts {
        [
            "minutes": .count(indicators.minutes),
            "cross_count": .count(indicators.crosses),
            "bbo": .count(indicators.bbo),
            "bbo_null_percent": .percent(indicators.bboNull, of: indicators.bbo),
            "ctx_age_ms": quantiles(of: indicators.ctxAgeMS),
            "bbo_recv_interval_ms": quantiles(of: indicators.intervalMS),
            "cross_duration_ticks": quantiles(of: indicators.crossTicks),
        ]
    }

    /// By gate; the time is market time, and null where the engine did not measure it.
    static func facts(_ gates: GateActivity) -> Facts {
        var facts: Facts = [:]
        for name in gates.names {
            guard let tally = gates.byGate[name] else { continue }
            facts[name] = .object([
                "signals_blocked": .count(tally.signals),
                "blocked_ms": gates.isTimed ? .count(tally.blockedMS) : .null,
                "markets": .count(tally.markets.count),
            ])
        }
        return facts
    }

    private static func quantiles(of histogram: LogHistogram) -> Fact {
        var facts: Facts = ["n": .count(histogram.total)]
        for (name, percent) in quantiles {
            facts[name] =
                histogram.bounds(ofQuantile: percent, of: 100).map { .count($0.upperBound) } ?? .null
        }
        return .object(facts)
    }
}
