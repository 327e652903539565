import DoDAnalysis
import DoDFormat

/// The analysis as it stands in verdict.json. Each mean has its n, its blocks and its 95 % interval beside it.
enum AnalysisFacts {
    static func facts(_ analysis: PhaseBAnalysis) -> Facts {
        var facts: Facts = [
            "phase_b": .object(readiness(analysis.readiness)),
            "bootstrap": .object([
                "seed": .count(Int64(EpisodeHash.seed)), "replicates": .count(BlockBootstrap.replicates),
                "level_percent": .count(95), "grey_below_n": .count(Estimate.episodesMin),
                "blocks_min": .count(Estimate.blocksMin),
            ]),
        ]
        for member in signals(analysis.signals, analysis).members { facts[member.name] = member.value }
        list("intervals", of: analysis.indicators.filter(\.value.isFed).keys.sorted(), in: &facts) { market in
            interval(market, analysis.indicators[market] ?? MarketIndicators(), analysis)
        }
        facts["gates"] = .list(
            analysis.gateHours.names.map { .object(gate($0, analysis)) })
        facts["resources"] = analysis.resources.map { .object(resources($0)) } ?? .null
        facts["without_ledger"] =
            analysis.withoutLedger.map { .object(signals($0, analysis)) } ?? .null
        return facts
    }

    private static func readiness(_ readiness: Readiness) -> Facts {
        [
            "answer": .text(readiness.answer.rawValue),
            "conditions": .list(
                readiness.conditions.map {
                    .object([
                        "id": .text($0.id), "answer": .text($0.answer.rawValue), "claim": .text($0.claim),
                        "why": .text($0.why),
                    ])
                }),
        ]
    }

    /// Markets that are written out, of any number.
    private static let marketsMax = 500

    /// Some of the markets, and how many are not among them, where there are such.
    private static func list(
        _ name: String, of markets: [MarketKey], in facts: inout Facts, _ make: (MarketKey) -> Facts
    ) {
        facts[name] = .list(markets.prefix(marketsMax).map { .object(make($0)) })
        count(name, notListed: markets.count - marketsMax, in: &facts)
    }

    private static func count(_ name: String, notListed rest: Int, in facts: inout Facts) {
        facts["\(name)_not_listed"] = rest > 0 ? .count(rest) : nil
    }

    private static func signals(_ signals: SignalAnalysis, _ analysis: PhaseBAnalysis) -> Facts {
        var facts: Facts = [
            "episodes": .object([
                "count": .count(signals.total.episodes), "signals": .count(signals.total.signals),
                "gap_ms_max": .count(5_000), "with_assumed_costs": .count(signals.withAssumedCosts),
                "duration_ms": quantiles(of: signals.durationMS),
            ]),
            "all": .object(value(signals.total)),
        ]
        list("by_market", of: signals.marketsInOrder, in: &facts) { market in
            named(market, analysis, signals.markets[market].map(value) ?? [:])
        }
        let rest: Facts = [
            "by_phase": .list(
                signals.phasesInOrder.compactMap { phase in
                    guard let found = signals.phases[phase] else { return nil }
                    return .object(value(found, first: "phase", .text(phase.words)))
                }),
            "by_hour_utc": hours(signals, .utc), "by_hour_new_york": hours(signals, .newYork),
            "by_hour_tokyo": hours(signals, .tokyo),
            "by_edge": .list(
                signals.edges.enumerated().map { bin, found in
                    let to = bin + 1 < signals.edges.count ? bps(EpisodeSums.edgeBins[bin + 1]) : .null
                    var facts: Facts = ["from_bps": bps(EpisodeSums.edgeBins[bin]), "to_bps": to]
                    for member in value(found).members { facts[member.name] = member.value }
                    return .object(facts)
                }),
            "out_of_sample": .object(choice(signals.choice, analysis)),
        ]
        for member in rest.members { facts[member.name] = member.value }
        return facts
    }

    private static func hours(_ signals: SignalAnalysis, _ zone: SignalAnalysis.Zone) -> Fact {
        .list(
            (signals.hours[zone] ?? []).enumerated().map { hour, found in
                .object(value(found, first: "hour", .count(hour)))
            })
    }

    private static func named(_ market: MarketKey, _ analysis: PhaseBAnalysis, _ rest: Facts) -> Facts {
        var facts: Facts = ["market": .text("\(market)"), "name": .text(analysis.label(of: market))]
        for member in rest.members { facts[member.name] = member.value }
        return facts
    }

    private static func value(_ value: EpisodeValue, first name: String, _ fact: Fact) -> Facts {
        var facts: Facts = [:]
        facts[name] = fact
        for member in Self.value(value).members { facts[member.name] = member.value }
        return facts
    }

    private static func value(_ value: EpisodeValue) -> Facts {
        [
            "episodes": .count(value.episodes), "signals": .count(value.signals),
            "ev_1s": estimate(value.net.oneSecond), "ev_3s": estimate(value.net.threeSeconds),
            "ev_5s": estimate(value.net.fiveSeconds),
        ]
    }

    private static func estimate(_ estimate: Estimate) -> Fact {
        .object([
            "n": .count(estimate.n), "mean_bps": estimate.mean.map(bps) ?? .null,
            "low_bps": (estimate.interval?.low).map(bps) ?? .null,
            "high_bps": (estimate.interval?.high).map(bps) ?? .null,
            "blocks": .count(estimate.blocks), "block_ms": estimate.blockMS.map { .count($0) } ?? .null,
            "grey": .flag(estimate.isGrey),
        ])
    }

    private static func choice(_ choice: ThresholdChoice, _ analysis: PhaseBAnalysis) -> Facts {
        var hours: Facts = [:]
        for (day, count) in choice.hoursByDay.sorted(by: { $0.key < $1.key }) {
            hours["\(day)"] = .count(count)
        }
        var facts: Facts = [
            "chosen_on": choice.chosenOn.map { .text("\($0)") } ?? .null,
            "judged_on": .texts(choice.judgedOn.map { "\($0)" }),
            "thresholds_tried": .count(choice.tried), "hours_by_day": .object(hours),
        ]
        list("markets", of: choice.markets.keys.sorted(), in: &facts) { market in
            guard let found = choice.markets[market] else { return [:] }
            return named(
                market, analysis,
                [
                    "threshold_bps": found.threshold.map(bps) ?? .null,
                    "chosen": estimate(found.chosen), "judged": estimate(found.judged),
                ])
        }
        return facts
    }

    private static func interval(
        _ market: MarketKey, _ found: MarketIndicators, _ analysis: PhaseBAnalysis
    ) -> Facts {
        named(
            market, analysis,
            [
                "bbo": .count(found.bbo), "ctx": .count(found.contexts),
                "bbo_null_percent": .percent(found.bboNull, of: found.bbo),
                "ctx_age_ms": quantiles(of: found.ctxAgeMS),
                "bbo_recv_interval_ms": quantiles(of: found.intervalMS),
                "cross_duration_ticks": quantiles(of: found.crossTicks),
            ])
    }

    private static func quantiles(of histogram: LogHistogram) -> Fact {
        var facts: Facts = ["n": .count(histogram.total)]
        for percent: Int64 in [50, 95, 99] {
            facts["p\(percent)"] =
                histogram.bounds(ofQuantile: percent, of: 100).map { .count($0.upperBound) } ?? .null
        }
        return .object(facts)
    }

    private static func gate(_ name: String, _ analysis: PhaseBAnalysis) -> Facts {
        let tally = analysis.gates.byGate[name]
        let (hours, isTimed) = (analysis.gateHours, analysis.gateHours.isTimed)
        var markets: Facts = [:]
        let blocked = (tally?.markets ?? [:]).filter { $0.value > 0 }.sorted { $0.key < $1.key }
        for (market, ms) in blocked.prefix(marketsMax) { markets["\(market)"] = .count(ms) }
        var worst: Fact = .null
        if isTimed, let hour = hours.worstHour(name) {
            worst = .object([
                "from": .text(ISOTime.text(hour.hourMS)),
                "blocked_percent": .percent(hour.blockedMS, of: hour.watchedMS),
            ])
        }
        var facts: Facts = [
            "gate": .text(name), "signals_blocked": .count(tally?.signals ?? 0),
            "blocked_ms": isTimed ? .count(hours.totalMS(name)) : .null,
            "watched_ms": .count(hours.watchedTotalMS),
            "blocked_percent": isTimed ? .percent(hours.totalMS(name), of: hours.watchedTotalMS) : .null,
            "worst_hour": worst, "blocked_ms_by_market": .object(markets),
        ]
        count("blocked_ms_by_market", notListed: blocked.count - marketsMax, in: &facts)
        return facts
    }

    private static func resources(_ series: ResourceSeries) -> Facts {
        [
            "minute_lines": .count(series.minutes), "memory_bytes_max": .count(series.residentBytesMax),
            "open_files_max": .count(series.openFilesMax),
        ]
    }

    private static func bps(_ hundredths: Int64) -> Fact { .decimal(hundredths, decimals: 2) }
}
