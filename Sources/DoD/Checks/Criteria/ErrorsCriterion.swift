import DoDAnalysis
package import DoDFormat

/// No error without a reason: each lies within a fault of the journal, or it fails.
package struct ErrorsCriterion: Criterion {
    package let id = CriterionID.errors.rawValue
    package let claim = "no unexplained error"

    private struct Tally {
        var minutes = 0
        var logErrors: Int64 = 0
        var storageFailures: Int64 = 0
        var crashes: Int64 = 0
        var explained: Int64 = 0
        var unexplained: [(words: String, count: Int64)] = []

        var unexplainedCount: Int64 { unexplained.reduce(0) { $0 + $1.count } }
    }

    package init() {}

    package func judge(_ evidence: Evidence, policy: Policy) -> CriterionResult {
        var findings = Findings()
        var tally = Tally()
        if evidence.runs.isEmpty { findings.doubt("nothing to judge") }
        for run in evidence.runs { look(at: run, evidence, policy, &findings, &tally) }
        let isTooMany = tally.unexplainedCount > policy.whole(.unexplainedErrorsMax)
        for (words, _) in tally.unexplained {
            if isTooMany { findings.fail(words) } else { findings.note(words) }
        }
        let all = tally.logErrors + tally.storageFailures + tally.crashes
        var result = findings.result(
            .errors,
            passed:
                "\(all) errors (\(tally.logErrors) in the log, \(tally.storageFailures) storage failures, \(tally.crashes) ends by error), \(tally.explained) explained by faults, over \(tally.minutes) minutes",
            measured: [
                "minutes": .count(tally.minutes), "log_errors": .count(tally.logErrors),
                "storage_failures": .count(tally.storageFailures), "ends_by_error": .count(tally.crashes),
                "explained": .count(tally.explained), "unexplained": .count(tally.unexplainedCount),
            ],
            required: [
                "unexplained_max": policy.fact(.unexplainedErrorsMax),
                "recovery_seconds": policy.fact(.errorsRecoverySeconds),
                "recovery_real_seconds": policy.fact(.errorsRecoveryRealSeconds),
            ])
        if isTooMany, let first = tally.unexplained.first {
            result.summary = "\(tally.unexplainedCount) errors that no fault explains, first \(first.words)"
        }
        return result
    }

    private func look(
        at run: RunEvidence, _ evidence: Evidence, _ policy: Policy, _ findings: inout Findings,
        _ tally: inout Tally
    ) {
        guard let ledger = run.ledger, let window = evidence.judgedWindow(of: run) else {
            return findings.doubt("\(evidence.label(of: run))no ledger with a minute: nothing counts errors")
        }
        let faults = FaultTimes(run, policy: policy)
        let series = MinuteSeries(ledger, in: window)
        if series.isEmpty { findings.doubt("\(evidence.label(of: run))no minute is recorded in that time") }
        tally.minutes += series.count
        for minute in series.minutes where minute.logErrors > 0 {
            tally.logErrors += minute.logErrors
            let words =
                "\(minute.logErrors) errors in the log in the minute of \(ISOTime.text(minute.minuteMS))"
            explain(words, minute.logErrors, faults.fault(during: minute.window), &findings, &tally)
        }
        for line in ledger.lines.rare where window.contains(line.atMS) {
            guard case .storage(let event) = line.event, event.kind == .failing else { continue }
            tally.storageFailures += 1
            let words =
                "\(line.place): storage failing at \(ISOTime.text(line.atMS)), \(event.operation ?? "?") \(Self.name(event.path)), errno \(event.errno.map(String.init) ?? "?")"
            explain(words, 1, faults.fault(at: line.atMS), &findings, &tally)
        }
        lookAtEnds(run, ledger, evidence, faults, &findings, &tally)
    }

    /// Only the name: a verdict tells of the data, not of the machine that they came from.
    private static func name(_ path: String?) -> String {
        path?.split(separator: "/").last.map(String.init) ?? "?"
    }

    private func explain(
        _ words: String, _ count: Int64, _ fault: String?, _ findings: inout Findings, _ tally: inout Tally
    ) {
        guard let fault else { return tally.unexplained.append((words, count)) }
        tally.explained += count
        findings.note("\(words): fault \(fault)")
    }

    /// A panic writes no line: the runner saw how the process ended.
    private func lookAtEnds(
        _ run: RunEvidence, _ ledger: Ledger, _ evidence: Evidence, _ faults: FaultTimes,
        _ findings: inout Findings, _ tally: inout Tally
    ) {
        guard let journal = run.journal else {
            for process in ledger.processes where process.end == .died && evidence.isAsked(process.lastMS) {
                findings.doubt(
                    "the engine ended without stop after \(ISOTime.text(process.lastMS)), and no journal says how"
                )
            }
            return
        }
        for line in journal.lines where evidence.isAsked(line.virtualMS) {
            guard case .engineExited(let exit) = line.event, exit.isError else { continue }
            tally.crashes += 1
            let words = "\(ISOTime.text(line.virtualMS)) engine \(exit.generation) ended by \(exit.words)"
            explain(words, 1, faults.fault(at: line.virtualMS), &findings, &tally)
        }
    }
}
