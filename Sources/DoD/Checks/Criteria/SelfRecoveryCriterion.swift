import DoDAnalysis
package import DoDFormat

/// It healed by itself: every lost connection came back, every restart is explained, no operator had a hand
/// in it.
package struct SelfRecoveryCriterion: Criterion {
    package let id = CriterionID.selfRecovery.rawValue
    package let claim = "it healed by itself"

    /// A connection lost this short before the engine was told to stop had no time to come back.
    static let lastLossMS: Int64 = MinuteRecord.milliseconds
    /// What the runner writes down for somebody without anybody having done something.
    private static let words = "note"

    private struct Tally {
        var losses = 0
        var byCause: [String: Int64] = [:]
        var recoveredMSMax: Int64 = 0
        var restarts = 0
        var explained = 0
        var operatorActions = 0
        var operatorNotes = 0
        var processes = 0
    }

    package init() {}

    package func judge(_ evidence: Evidence, policy: Policy) -> CriterionResult {
        var findings = Findings()
        var tally = Tally()
        if evidence.runs.isEmpty { findings.doubt("nothing to judge") }
        if evidence.isOutsideAskedTime { findings.doubt(Evidence.outsideAskedTime) }
        for run in evidence.runs {
            let label = evidence.label(of: run)
            guard let ledger = run.ledger, !ledger.processes.isEmpty else {
                findings.doubt("\(label)no ledger with a start: nothing tells of connections")
                continue
            }
            tally.processes += ledger.processes.count
            reportConnections(run, ledger, evidence, &findings, &tally)
            reportRestarts(run, evidence, policy, &findings, &tally)
            reportOperator(run, evidence, policy, &findings, &tally)
        }
        let measured: Facts = [
            "connections_lost": .count(tally.losses),
            "by_cause": .counts(tally.byCause.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
            "recovery_seconds_max": .count(tally.recoveredMSMax / 1_000),
            "restarts": .count(tally.restarts), "restarts_explained": .count(tally.explained),
            "operator_actions": .count(tally.operatorActions), "operator_notes": .count(tally.operatorNotes),
            "engine_starts": .count(tally.processes),
        ]
        return findings.result(
            .selfRecovery,
            passed:
                "\(tally.losses) lost connections\(tally.losses > 0 ? ", each came back" : ""), \(tally.restarts) restarts, \(tally.explained) explained (without a connection for at most \(DurationText.text(tally.recoveredMSMax))); \(tally.operatorActions) operator actions",
            measured: measured,
            required: [
                "operator_actions_max": policy.fact(.selfRecoveryOperatorActionsMax),
                "unexplained_restarts_max": policy.fact(.selfRecoveryUnexplainedRestartsMax),
            ])
    }

    private func reportConnections(
        _ run: RunEvidence, _ ledger: Ledger, _ evidence: Evidence, _ findings: inout Findings,
        _ tally: inout Tally
    ) {
        let timeline = ConnectionTimeline(ledger, exitsMS: run.journal?.exitsMS ?? [])
        if timeline.spans.isEmpty {
            findings.doubt("\(evidence.label(of: run))no connection was ever up and subscribed")
        }
        for outage in timeline.outages where evidence.isAsked(outage.fromMS) {
            if case .lost(let cause) = outage.origin {
                tally.losses += 1
                tally.byCause[cause, default: 0] += 1
            }
            guard outage.toMS == nil else {
                let isRecovery = outage.isLoss || outage.origin == .processDied
                if isRecovery { tally.recoveredMSMax = max(tally.recoveredMSMax, outage.window.durationMS) }
                continue
            }
            reportOpen(outage, ledger, &findings)
        }
    }

    private func reportOpen(_ outage: ConnectionOutage, _ ledger: Ledger, _ findings: inout Findings) {
        let length = outage.lastSeenMS - outage.fromMS
        let words =
            "no connection came back after \(ISOTime.text(outage.fromMS)) (\(outage.words)), \(outage.attempts) tries in \(DurationText.text(length))"
        var isStopped = false
        if case .stopped? = ledger.processes.last?.end { isStopped = true }
        if outage.isLoss, isStopped, length <= Self.lastLossMS {
            findings.note("\(words): the engine was stopped then")
        } else {
            findings.fail(words)
        }
    }

    private func reportRestarts(
        _ run: RunEvidence, _ evidence: Evidence, _ policy: Policy, _ findings: inout Findings,
        _ tally: inout Tally
    ) {
        let restarts = Restarts(run, FaultTimes(run, policy: policy))
        let asked = restarts.restarts.filter { evidence.isAsked($0.atMS) }
        tally.restarts += asked.count
        tally.explained += asked.count { $0.explanation != nil }
        for restart in asked {
            if let explanation = restart.explanation { findings.note("\(restart.words): \(explanation)") }
        }
        let unexplained = restarts.unexplained.filter { evidence.isAsked($0.atMS) }
        let isTooMany = Int64(unexplained.count) > policy.whole(.selfRecoveryUnexplainedRestartsMax)
        for restart in unexplained {
            let words = "\(restart.words): explained by nothing"
            if run.journal == nil {
                findings.doubt("\(words), since there is no journal")
            } else if isTooMany {
                findings.fail(words)
            } else {
                findings.note(words)
            }
        }
    }

    private func reportOperator(
        _ run: RunEvidence, _ evidence: Evidence, _ policy: Policy, _ findings: inout Findings,
        _ tally: inout Tally
    ) {
        guard let journal = run.journal else {
            return findings.doubt(
                "\(evidence.label(of: run))no journal: whether an operator had a hand in it is not known")
        }
        if journal.damageCount > 0 {
            findings.doubt(
                "the journal is not whole, so an operator's action may be missing: \(journal.damages[0])")
        }
        if journal.outcome == nil {
            findings.doubt("\(evidence.label(of: run))the journal does not say how the run ended")
        }
        var actions: [String] = []
        for line in journal.lines where evidence.isAsked(line.virtualMS) {
            guard case .operatorAction(let action, let note) = line.event else { continue }
            let words =
                "\(ISOTime.text(line.virtualMS)) operator: \(action)\(note.isEmpty ? "" : ", \(note)")"
            if action == Self.words {
                tally.operatorNotes += 1
                findings.note(words)
            } else {
                actions.append(words)
            }
        }
        tally.operatorActions += actions.count
        let isTooMany = Int64(actions.count) > policy.whole(.selfRecoveryOperatorActionsMax)
        for words in actions { if isTooMany { findings.fail(words) } else { findings.note(words) } }
    }
}
