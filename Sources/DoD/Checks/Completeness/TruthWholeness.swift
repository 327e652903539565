import DoDFormat

/// Whether a truth tells everything: it must have come to its end, and count what it lists.
enum TruthWholeness {
    /// Nil when it is whole.
    static func problem(of truth: Truth) -> String? {
        guard let summary = truth.summary else {
            return "the truth has no summary: the exchange did not end it"
        }
        if !summary.isComplete { return "the truth says of itself that it is not complete" }
        if truth.damageCount > 0 { return "the truth is damaged: \(truth.damages[0])" }
        var counts: [TruthSignal.Class: Int64] = [:]
        for signal in truth.signals { counts[signal.kind, default: 0] += 1 }
        for (kind, said) in [
            (TruthSignal.Class.must, summary.must), (.ambiguous, summary.ambiguous),
            (.inFlight, summary.inFlight),
            (.away, summary.away),
        ] where counts[kind, default: 0] != said {
            return
                "the truth lists \(counts[kind, default: 0]) signals as \(kind.rawValue), its summary says \(said)"
        }
        return nil
    }
}
