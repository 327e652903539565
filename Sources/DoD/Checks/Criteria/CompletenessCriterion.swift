package import DoDFormat

/// Nothing was lost, invented or doubled: by the ledger's own counts, and by the truth where there is one.
package struct CompletenessCriterion: Criterion {
    package let id = CriterionID.completeness.rawValue
    package let claim = "nothing was lost"

    package init() {}

    package func judge(_ evidence: Evidence, policy: Policy) -> CriterionResult {
        var findings = Findings()
        var tally = CompletenessTally()
        for run in evidence.runs { look(at: run, policy, &findings, &tally) }
        if tally.signals == 0 { findings.doubt("no signal was recorded: nothing to count") }
        let required: Facts = [
            "lost": .count(0), "invented": .count(0), "doubled": .count(0), "dropped": .count(0),
            "ambiguous_percent_max": policy.fact(.ambiguousPercentMax),
            "in_flight_percent_max": policy.fact(.inFlightPercentMax),
        ]
        return findings.result(
            .completeness, passed: tally.summary, measured: tally.measured, required: required)
    }

    private func look(
        at run: RunEvidence, _ policy: Policy, _ findings: inout Findings, _ tally: inout CompletenessTally
    ) {
        tally.signals += run.records.signals
        tally.followups += run.records.followups
        if let account = ObserverAccount(run) {
            account.report(&findings)
            tally.add(account)
        }
        reportPromise(run, &findings)
        guard let ledger = run.ledger else {
            findings.doubt("\(run.pathPrefix)no ledger: nothing says how many there were")
            // An engine that keeps no ledger is still held against the truth, where there is one.
            guard let truth = run.truth else { return }
            let old = OldTableCount(run, truth)
            if old.isNeeded {
                old.report(&findings)
            } else {
                compare(run, truth, policy, &findings, &tally)
            }
            return
        }
        let counts = MinuteCounts(ledger)
        tally.add(counts)
        compareProcesses(ledger, &findings, &tally)
        counts.compare(run.records, &findings)
        FollowupAccount(run.records, ledger, counts).report(&findings)
        if let truth = run.truth {
            compare(run, truth, policy, &findings, &tally)
            Floors(run, counts).report(policy, &findings)
            let frames = FrameCounts(truth, ledger)
            if TruthWholeness.problem(of: truth) == nil { frames.report(&findings) }
            tally.add(frames)
        } else if EvidenceKind(run: run) != .live {
            findings.doubt(
                "\(run.pathPrefix)no truth of the synthetic exchange: what should be there is not known")
        } else {
            findings.note(
                "\(run.pathPrefix)a live feed has no truth: the ledger's counts and the files are compared")
            if run.observer == nil, run.journal?.started?.hasObserver != true {
                findings.note(
                    "\(run.pathPrefix)no second connection of the runner's own watched the venue: that the engine missed nothing rests on its own word"
                )
            }
        }
    }

    /// What the runner's own connection saw must not go away with its files.
    private func reportPromise(_ run: RunEvidence, _ findings: inout Findings) {
        guard run.journal?.started?.hasObserver == true else { return }
        guard let observer = run.observer else {
            return findings.doubt(
                "\(run.pathPrefix)the runner's own connection was promised and its files are not there")
        }
        for damage in observer.damages where damage.kind == .unreadable {
            findings.doubt("the runner's own connection was promised: \(damage)")
        }
    }

    /// The totals of each `stop` against what was sealed in that process; dropped records.
    private func compareProcesses(
        _ ledger: Ledger, _ findings: inout Findings, _ tally: inout CompletenessTally
    ) {
        for process in ledger.processes {
            var records: [String: Int64] = [:]
            for line in process.lines {
                switch line.event {
                case .seal(let seal):
                    for range in seal.ranges {
                        records[range.file, default: 0] += range.records
                    }
                case .storage(let event) where event.kind == .dropped:
                    let count = event.records ?? 0
                    tally.dropped += count
                    findings.fail("\(line.place): \(count) records were dropped (\(event.path ?? "no path"))")
                case .dayEnd(let totals) where totals.dropped > 0, .stop(let totals) where totals.dropped > 0:
                    findings.fail(
                        "\(line.place): \(totals.dropped) records dropped since the process started")
                default: break
                }
            }
            guard case .stopped(let totals) = process.end, let stop = process.lines.last else { continue }
            var sealed: [FileKind: Int64] = [:]
            for (file, count) in records { sealed[FileName(file).kind, default: 0] += count }
            for (what, said, kind) in [
                ("signals", totals.signals, FileKind.signals), ("follow-ups", totals.followups, .followups),
            ] where said != sealed[kind, default: 0] {
                findings.fail(
                    "\(stop.place): \(said) \(what) by its total, \(sealed[kind, default: 0]) sealed")
            }
        }
    }

    private func compare(
        _ run: RunEvidence, _ truth: Truth, _ policy: Policy, _ findings: inout Findings,
        _ tally: inout CompletenessTally
    ) {
        if let problem = TruthWholeness.problem(of: truth) { findings.doubt(problem) }
        let comparison = TruthComparison(truth: truth.signals, recorded: run.records.sequences)
        tally.add(comparison)
        // A truth that is not whole can't convict: what it lacks would look invented.
        guard TruthWholeness.problem(of: truth) == nil else { return }
        for (count, words) in [
            (comparison.lost, "LOST"), (comparison.invented, "INVENTED"), (comparison.doubled, "DOUBLED"),
            (comparison.misplaced, "OUT OF PLACE"),
        ] where count > 0 {
            let first = comparison.named.first { $0.hasPrefix(words) }.map { $0.dropFirst(words.count + 1) }
            findings.fail(
                "\(count) \(words) (of \(comparison.must.expected) signals that had to be found)"
                    + (first.map { ": first \($0)" } ?? ""))
        }
        for name in comparison.named { findings.note(name) }
        for key in comparison.approximate {
            findings.doubt("\(key): a stretch of equal signals is too long to tell their order")
        }
        reportShares(comparison, policy, &findings)
    }

    private func reportShares(_ comparison: TruthComparison, _ policy: Policy, _ findings: inout Findings) {
        let base = comparison.must.expected + comparison.ambiguous.expected + comparison.inFlight.expected
        if base == 0 { findings.doubt("the truth expects no signal while connected") }
        for (what, count, threshold) in [
            ("ambiguous", comparison.ambiguous.expected, Threshold.ambiguousPercentMax),
            ("in flight at a kill", comparison.inFlight.expected, .inFlightPercentMax),
        ] where !policy.isKept(threshold, count, of: base) {
            findings.doubt(
                "\(count) of \(base) expected signals are \(what): more than \(policy.text(threshold)) %")
        }
    }
}
