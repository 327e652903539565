package import DoDFormat

/// There is something to judge, and it is known where it came from and which clock it was measured with.
package struct EvidenceCriterion: Criterion {
    package let id = CriterionID.evidence.rawValue
    package let claim = "there is something to judge, and the clock was real"

    package init() {}

    package func judge(_ evidence: Evidence, policy: Policy) -> CriterionResult {
        var findings = Findings()
        if evidence.runs.isEmpty { findings.doubt("nothing to judge") }
        for run in evidence.runs { look(at: run, policy, &findings) }
        let kind = EvidenceKind(evidence)
        let lines = evidence.runs.reduce(0) { $0 + ($1.ledger?.lines.count ?? 0) }
        let starts = evidence.runs.flatMap { $0.ledger?.processes.map(\.start) ?? [] }
        let measured: Facts = [
            "evidence": .text(kind.rawValue), "ledger_lines": .count(lines),
            "engine_starts": .count(starts.count),
            "hosts": .texts(Set(starts.map(\.feed.host)).sorted()),
            "clock_rates": .texts(Set(starts.map(\.clock.rate)).sorted().map(\.description)),
        ]
        let required: Facts = [
            "for_pass": .text("live feed of the venue, clock rate 1, ledger and journal whole"),
            "venue_hosts": .texts(policy.venueHosts),
        ]
        return findings.result(
            .evidence,
            passed: "\(kind.rawValue): a whole ledger of \(lines) lines, \(starts.count) engine starts",
            measured: measured, required: required)
    }

    private func look(at run: RunEvidence, _ policy: Policy, _ findings: inout Findings) {
        let label = run.pathPrefix
        guard let ledger = run.ledger else {
            return findings.doubt("\(label)no ledger: nothing tells what is missing")
        }
        for damage in ledger.damages {
            if damage.kind == .headMissing { findings.doubt("\(damage)") } else { findings.fail("\(damage)") }
        }
        let starts = ledger.processes.map(\.start)
        if starts.isEmpty { findings.doubt("\(label)the ledger has no start line") }
        guard let journal = run.journal else {
            return findings.doubt("\(label)no journal of the runner beside the ledger")
        }
        if journal.damageCount > 0 {
            findings.doubt("the journal is not whole: \(journal.damages[0])")
        }
        guard let started = journal.started else {
            return findings.doubt("\(label)the journal does not say what was started")
        }
        for start in starts { compare(start, started, policy, &findings) }
        compareTimes(ledger, journal, &findings)
        if run.isRealTime { JournalClock(journal, isLive: !started.feed.synthetic).report(&findings) }
    }

    /// The engine's word against the runner's.
    private func compare(
        _ start: EngineStart, _ run: RunStarted, _ policy: Policy, _ findings: inout Findings
    ) {
        if start.feed.synthetic != run.feed.synthetic {
            return findings.fail(
                "the ledger says synthetic \(start.feed.synthetic), the journal \(run.feed.synthetic)")
        }
        if start.clock.rate != run.rate {
            findings.fail("the ledger says clock rate \(start.clock.rate), the journal \(run.rate)")
        }
        if start.feed.synthetic {
            if let seed = start.feed.seed, let other = run.seed ?? run.feed.seed, seed != other {
                findings.fail("the ledger says seed \(seed), the journal \(other)")
            }
            return
        }
        if start.feed.host != run.feed.host {
            findings.fail("the ledger says host \(start.feed.host), the journal \(run.feed.host)")
        }
        if !policy.venueHosts.contains(start.feed.host) {
            findings.doubt(
                "\(start.feed.host) is no host of the venue (policy: \(policy.venueHosts.joined(separator: ", ")))"
            )
        }
    }

    private func compareTimes(_ ledger: Ledger, _ journal: Journal, _ findings: inout Findings) {
        guard let first = ledger.lines.first?.atMS, let last = ledger.lines.last?.atMS,
            let from = journal.lines.first?.virtualMS, let to = journal.lines.last?.virtualMS
        else { return }
        if last < from || first > to {
            findings.fail(
                "the journal (\(ISOTime.text(from)) to \(ISOTime.text(to))) and the ledger (\(ISOTime.text(first)) to \(ISOTime.text(last))) tell of different times"
            )
        }
    }
}
