import DoDAnalysis
package import DoDFormat

/// Every market that the policy asks for was subscribed and fed; those that were not are named with the reason.
package struct MarketsCriterion: Criterion {
    package let id = CriterionID.markets.rawValue
    package let claim = "every market was watched"

    private struct Tally {
        var required = 0
        var fed = 0
        var listed = 0
        var delisted = 0
    }

    package init() {}

    package func judge(_ evidence: Evidence, policy: Policy) -> CriterionResult {
        var findings = Findings()
        var tally = Tally()
        if evidence.runs.isEmpty { findings.doubt("nothing to judge") }
        for run in evidence.runs { look(at: run, evidence, policy, &findings, &tally) }
        if tally.required == 0 { findings.doubt("no market had to be watched: nothing was looked at") }
        return findings.result(
            .markets, passed: "\(tally.fed) of \(tally.required) markets subscribed and fed",
            measured: [
                "required": .count(tally.required), "fed": .count(tally.fed), "known": .count(tally.listed),
                "delisted": .count(tally.delisted),
            ],
            required: [
                "markets": policy.markets.map { .texts($0) } ?? .text("all of meta that are not delisted")
            ])
    }

    private func look(
        at run: RunEvidence, _ evidence: Evidence, _ policy: Policy, _ findings: inout Findings,
        _ tally: inout Tally
    ) {
        guard let ledger = run.ledger, let window = evidence.judgedWindow(of: run) else {
            return findings.doubt(
                "\(evidence.label(of: run))no ledger with a minute: nothing tells what was watched")
        }
        let universe = MarketUniverse(run)
        if !universe.isKnown {
            findings.doubt(
                "\(evidence.label(of: run))no table and no universe line says which markets there were")
        }
        let isSubscribed = ledger.lines.rare.contains {
            if case .connection(let event) = $0.event {
                event.kind == .subscribed || event.kind == .ready
            } else {
                false
            }
        }
        if !isSubscribed {
            findings.doubt("\(evidence.label(of: run))no line says that anything was subscribed")
        }
        let totals = MinuteSeries(ledger, in: window).totals
        tally.listed += universe.markets.count
        for market in required(universe, policy, &findings, &tally) {
            tally.required += 1
            if judge(market, universe, totals[market] ?? MarketTally(), run.truth, &findings) {
                tally.fed += 1
            }
        }
        for market in universe.markets { note(market, universe, &findings, &tally) }
        for market in totals.keys.sorted() where !universe.markets.contains(market) {
            findings.doubt("\(market) has minutes, but no table names it")
        }
    }

    private func required(
        _ universe: MarketUniverse, _ policy: Policy, _ findings: inout Findings, _ tally: inout Tally
    ) -> [MarketKey] {
        guard let coins = policy.markets else { return universe.marketsAtStart }
        return coins.compactMap { coin in
            if let market = universe.market(ofCoin: coin) { return market }
            tally.required += 1
            findings.fail("\(coin) is in no table of markets")
            return nil
        }
    }

    /// True when it was fed: contexts and book both.
    private func judge(
        _ market: MarketKey, _ universe: MarketUniverse, _ total: MarketTally, _ truth: Truth?,
        _ findings: inout Findings
    ) -> Bool {
        let label = universe.label(of: market)
        let excluded =
            universe.excludedMS(market).map { ", excluded by the engine at \(ISOTime.text($0))" } ?? ""
        let delisted = universe.isNeverListed(market) ? ", delisted" : ""
        let why = excluded + delisted
        switch (total.contexts > 0, total.bbo > 0) {
        case (true, true):
            if excluded.isEmpty { return true }
            findings.fail("\(label) was given up\(excluded)")
        case (false, false): findings.fail("\(label) is silent: no context, no bbo\(why)")
        case (false, true): findings.fail("\(label) has no context, but \(total.bbo) bbo\(why)")
        case (true, false):
            let words = "\(label) has no bbo, but \(total.contexts) contexts\(why)"
            guard let truth else {
                findings.doubt("\(words): a market without a book, or a mute channel")
                return false
            }
            let sent = truth.minutes.reduce(Int64(0)) { sum, minute in
                sum + minute.markets.reduce(0) { $0 + ($1.market == market ? $1.bbo : 0) }
            }
            guard sent == 0 else {
                findings.fail("\(words): \(sent) were sent")
                return false
            }
            findings.note("\(words): none was sent")
            return true
        }
        return false
    }

    private func note(
        _ market: MarketKey, _ universe: MarketUniverse, _ findings: inout Findings, _ tally: inout Tally
    ) {
        let label = universe.label(of: market)
        if universe.isNeverListed(market) {
            tally.delisted += 1
            findings.note("\(label) is delisted")
        } else if let atMS = universe.delistedMS(market) {
            tally.delisted += 1
            findings.note("\(label) was delisted at \(ISOTime.text(atMS))")
        } else if let atMS = universe.listedMS(market) {
            findings.note("\(label) was listed at \(ISOTime.text(atMS))")
        }
    }
}
