import DoDAnalysis
package import DoDFormat

/// Every minute is there: of each market that was listed and had a book, by what arrived and not by signals.
package struct CoverageCriterion: Criterion {
    package let id = CriterionID.coverage.rawValue
    package let claim = "every minute is there"

    package init() {}

    package func judge(_ evidence: Evidence, policy: Policy) -> CriterionResult {
        var findings = Findings()
        var coverage = HourlyCoverage()
        var labels: [MarketKey: String] = [:]
        if evidence.runs.isEmpty { findings.doubt("nothing to judge") }
        for run in evidence.runs {
            guard let analysis = analysis(of: run, evidence, policy, &findings) else { continue }
            coverage.merge(analysis.coverage)
            for market in analysis.universe.markets { labels[market] = analysis.universe.label(of: market) }
            reportOutages(analysis, policy, &findings)
        }
        noteHoles(evidence, &findings)
        let total = coverage.total
        if total.expected == 0 { findings.doubt("no market-minute had to be covered: nothing was looked at") }
        let gaps = CoverageGaps(coverage, labels: labels)
        gaps.report(longerThanMS: Self.gapMSMax(policy), &findings)
        if total.expected > 0,
            !policy.isReached(.coverageMarketMinutesPercentMin, total.covered, of: total.expected)
        {
            reportShare(coverage, labels, policy, &findings)
        }
        return findings.result(
            .coverage, passed: summary(coverage, gaps), measured: measured(coverage, gaps),
            required: [
                "market_minutes_percent_min": policy.fact(.coverageMarketMinutesPercentMin),
                "gap_minutes_max": policy.fact(.coverageGapMinutesMax),
                "connected_seconds_min": policy.fact(.coverageConnectedSecondsMin),
                "ctx_min": policy.fact(.coverageContextsMin),
            ])
    }

    private static func gapMSMax(_ policy: Policy) -> Int64 {
        policy.hundredths(.coverageGapMinutesMax) * MinuteRecord.milliseconds / 100
    }

    private func analysis(
        of run: RunEvidence, _ evidence: Evidence, _ policy: Policy, _ findings: inout Findings
    ) -> RunAnalysis? {
        let label = evidence.label(of: run)
        guard run.ledger != nil else {
            findings.doubt("\(label)no ledger: \"no signal\" and \"no data\" can't be told apart")
            return nil
        }
        guard let window = evidence.judgedWindow(of: run),
            let analysis = RunAnalysis(run, window: window, rule: policy.coverageRule)
        else {
            findings.doubt("\(label)no minute is recorded")
            return nil
        }
        if !analysis.universe.isKnown {
            findings.doubt("\(label)no table and no universe line says which markets were listed")
        }
        for market in analysis.bookless.sorted() {
            findings.note(
                "\(analysis.universe.label(of: market)) never had a book with both sides: not counted")
        }
        return analysis
    }

    /// What whole minutes are too coarse for: the time without a connection as the ledger's lines tell it.
    private func reportOutages(_ analysis: RunAnalysis, _ policy: Policy, _ findings: inout Findings) {
        for outage in analysis.connections.outages {
            guard let within = outage.window.intersection(analysis.window) else { continue }
            let words =
                "no connection for \(DurationText.text(within.durationMS)), \(within.text) (\(outage.words))"
            if within.durationMS > Self.gapMSMax(policy) {
                findings.fail("\(words): more than \(policy.text(.coverageGapMinutesMax)) min")
            } else if outage.origin != .firstStart {
                findings.note(words)
            }
        }
    }

    /// Several runs are judged together as days are: what lies between them was nobody's to watch, unless it
    /// is asked for.
    private func noteHoles(_ evidence: Evidence, _ findings: inout Findings) {
        let windows = evidence.runs.compactMap { evidence.judgedWindow(of: $0) }.sorted {
            $0.fromMS < $1.fromMS
        }
        var endMS = windows.first?.toMS ?? 0
        for window in windows {
            if window.fromMS > endMS {
                let hole = TimeWindow(fromMS: endMS, toMS: window.fromMS)
                findings.note("between two runs, not judged: \(hole.text)")
            }
            endMS = max(endMS, window.toMS)
        }
    }

    private static let marketsNamedMax = 10

    private func reportShare(
        _ coverage: HourlyCoverage, _ labels: [MarketKey: String], _ policy: Policy,
        _ findings: inout Findings
    ) {
        let total = coverage.total
        findings.fail(
            "\(total.covered) of \(total.expected) market-minutes covered (\(PercentText.text(total.covered, of: total.expected)) %), \(policy.text(.coverageMarketMinutesPercentMin)) % are asked for"
        )
        let missing = coverage.markets.map { market -> (market: MarketKey, minutes: Int64) in
            let count = coverage.count(market)
            return (market, count.expected - count.covered)
        }
        let worst = missing.filter { $0.minutes > 0 }.sorted {
            ($1.minutes, $0.market) < ($0.minutes, $1.market)
        }
        for entry in worst.prefix(Self.marketsNamedMax) {
            findings.note("\(labels[entry.market] ?? "\(entry.market)") lacks \(entry.minutes) minutes")
        }
        if worst.count > Self.marketsNamedMax {
            findings.note("\(worst.count - Self.marketsNamedMax) more markets lack minutes")
        }
    }

    private func summary(_ coverage: HourlyCoverage, _ gaps: CoverageGaps) -> String {
        let total = coverage.total
        return
            "\(total.covered) of \(total.expected) market-minutes covered (\(PercentText.text(total.covered, of: total.expected)) %) in \(coverage.markets.count) markets; longest gap \(gaps.longest.map { DurationText.text($0.durationMS) } ?? "none")"
    }

    private func measured(_ coverage: HourlyCoverage, _ gaps: CoverageGaps) -> Facts {
        let total = coverage.total
        let minutes = coverage.minutesRecorded
        return [
            "market_minutes": .count(total.expected), "covered": .count(total.covered),
            "covered_percent": .percent(total.covered, of: total.expected),
            "markets": .count(coverage.markets.count), "minutes": .count(minutes.expected),
            "minutes_without_record": .count(minutes.expected - minutes.covered),
            "gaps": .count(gaps.all.count),
            "gap_seconds_max": .count((gaps.longest?.durationMS ?? 0) / 1_000),
        ]
    }
}
