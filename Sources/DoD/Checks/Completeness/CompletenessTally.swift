import DoDFormat

/// The numbers of the completeness criterion, over all runs.
struct CompletenessTally {
    var signals: Int64 = 0
    var followups: Int64 = 0
    var dropped: Int64 = 0
    private var counted: [(name: String, count: Int64)] = []
    private var comparison: TruthComparison?
    private var frames: (minutes: Int64, sent: Int64, received: Int64) = (0, 0, 0)
    private var observed: ObserverAccount?
    private var ledgerSignals: Int64 = 0
    private var due: Int64 = 0
    private var taken: Int64 = 0
    private var missed: Int64 = 0
    private var interrupted: Int64 = 0

    mutating func add(_ counts: MinuteCounts) {
        ledgerSignals += counts.signals
        due += counts.due
        taken += counts.taken
        missed += counts.missed
        interrupted += counts.interrupted
    }

    mutating func add(_ other: TruthComparison) {
        if comparison == nil { comparison = other } else { comparison!.merge(other) }
    }

    mutating func add(_ counts: FrameCounts) {
        frames.minutes += counts.minutes
        frames.sent += counts.sent
        frames.received += counts.received
    }

    mutating func add(_ account: ObserverAccount) {
        if observed == nil { observed = account } else { observed!.merge(account) }
    }

    var measured: Facts {
        var facts = ownMeasured
        for member in observed?.measured.members ?? [] { facts[member.name] = member.value }
        return facts
    }

    private var ownMeasured: Facts {
        var facts: Facts = [
            "signals": .count(signals), "signals_by_ledger": .count(ledgerSignals),
            "followups": .count(followups),
            "followups_due": .count(due), "followups_taken": .count(taken),
            "followups_missed": .count(missed),
            "followups_interrupted": .count(interrupted), "dropped": .count(dropped),
        ]
        guard let comparison else { return facts }
        for (name, tally) in [
            ("must", comparison.must), ("ambiguous", comparison.ambiguous),
            ("in_flight", comparison.inFlight),
            ("away", comparison.away),
        ] {
            facts[name] = .count(tally.expected)
            facts["\(name)_recorded"] = .count(tally.recorded)
        }
        facts["lost"] = .count(comparison.lost)
        facts["invented"] = .count(comparison.invented)
        facts["doubled"] = .count(comparison.doubled)
        facts["out_of_place"] = .count(comparison.misplaced)
        facts["frames_sent"] = .count(frames.sent)
        facts["frames_received"] = .count(frames.received)
        facts["frames_minutes_compared"] = .count(frames.minutes)
        return facts
    }

    var summary: String { ownSummary + (observed.map { "; \($0.sentence)" } ?? "") }

    private var ownSummary: String {
        guard let comparison else {
            return "\(signals) signals and \(followups) follow-ups, as the ledger counts them; none dropped"
        }
        return
            "\(comparison.must.recorded) of \(comparison.must.expected) signals that had to be found are there, none invented, none doubled (\(comparison.ambiguous.expected) ambiguous, \(comparison.away.expected) away, \(comparison.inFlight.expected) in flight); frames sent \(frames.sent), received \(frames.received)"
    }
}
