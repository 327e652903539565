import DoDAnalysis
package import DoDCalendar
package import DoDFormat

/// The hours of the US market are in it: one whole regular session, covered and alive in nearly all of the US
/// equity markets. Otherwise it says why there was none, and when the next one is.
package struct USSessionCriterion: Criterion {
    package let id = CriterionID.usSession.rawValue
    package let claim = "the US market hours are in it"
    private let calendar: TradingCalendar

    package init(calendar: TradingCalendar = .newYork) { self.calendar = calendar }

    package func judge(_ evidence: Evidence, policy: Policy) -> CriterionResult {
        var findings = Findings()
        let required: Facts = [
            "sessions_min": policy.fact(.usSessionsMin),
            "minutes_percent_min": policy.fact(.usSessionMinutesPercentMin),
            "markets_percent_min": policy.fact(.usSessionMarketsPercentMin),
            "slots_alive_percent_min": policy.fact(.usSessionSlotsAlivePercentMin),
            "slot_minutes": policy.fact(.usSessionSlotMinutes), "equities": .count(policy.usEquities.count),
        ]
        guard evidence.runs.contains(where: { $0.ledger != nil }), let window = evidence.window else {
            findings.doubt("no ledger, or no minute in it: nothing tells what was watched")
            return findings.result(.usSession, passed: "", measured: [:], required: required)
        }
        let whole = calendar.wholeRegularSessions(from: window.fromMS, to: window.toMS)
        if let absence = calendar.absence(from: window.fromMS, to: window.toMS) {
            return absent(absence, policy, required)
        }
        let equities = USEquities(evidence, policy: policy)
        let audits = whole.map { SessionAudit($0, equities, policy: policy) }
        let good = audits.filter(\.isGood)
        if Int64(good.count) < policy.whole(.usSessionsMin) {
            for audit in audits where !audit.isGood { audit.report(&findings) }
        }
        for audit in audits { audit.note(&findings) }
        return findings.result(
            .usSession,
            passed: good.isEmpty ? "no session is asked for" : good.map(\.summary).joined(separator: "; "),
            measured: [
                "sessions": .count(audits.count), "sessions_good": .count(good.count),
                "by_session": .list(audits.map { .object($0.measured) }),
            ], required: required)
    }

    private func absent(_ absence: SessionAbsence, _ policy: Policy, _ required: Facts) -> CriterionResult {
        var findings = Findings()
        if policy.whole(.usSessionsMin) > 0 {
            findings.fail(absence.text)
        } else {
            findings.note(absence.text)
        }
        var measured: Facts = ["sessions": .count(0), "sessions_good": .count(0)]
        measured["why"] = .text(absence.text)
        if let next = absence.next {
            measured["next_session"] = .object([
                "text": .text(next.text), "open": .text(UTCText.seconds(next.openMs)),
                "close": .text(UTCText.seconds(next.closeMs)),
            ])
        }
        return findings.result(
            .usSession, passed: "no session is asked for: \(absence.text)", measured: measured,
            required: required)
    }
}
