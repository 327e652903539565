import DoDFormat

/// Whether a truth tells everything: it must have come to its end, and count what it lists.
enum TruthWholeness {
    /// Both are told by the same clock; more apart than this, one of them was cut.
    private static let connectedMSMax: Int64 = 1_000

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
        return frameProblem(of: truth, summary) ?? connectionProblem(of: truth, summary)
    }

    private static func frameProblem(of truth: Truth, _ summary: TruthSummary) -> String? {
        let frames = truth.minutes.reduce(Int64(0)) { sum, minute in
            minute.markets.reduce(sum) { $0 + $1.bbo + $1.ctx }
        }
        if frames == summary.framesSent { return nil }
        return
            "the truth's minutes tell of \(frames) frames sent, its summary says \(summary.framesSent)"
    }

    private static func connectionProblem(of truth: Truth, _ summary: TruthSummary) -> String? {
        let known = Set(truth.connections.filter(\.isUp).map(\.connection))
        if let signal = truth.signals.first(where: { $0.kind != .away && !known.contains($0.connection) }) {
            return
                "the truth has signals of connection \(signal.connection), and no line that it was ever up"
        }
        var byConnections: Int64 = 0
        var upMS: Int64?
        for connection in truth.connections {
            if connection.isUp {
                upMS = connection.atMS
            } else if let from = upMS {
                byConnections += connection.atMS - from
                upMS = nil
            }
        }
        if let upMS { byConnections += summary.window.toMS - upMS }
        let byMinutes = truth.minutes.reduce(Int64(0)) { $0 + $1.connectedMS }
        if abs(byMinutes - byConnections) <= connectedMSMax { return nil }
        return
            "the truth has the engine connected for \(byMinutes) ms by its minutes, for \(byConnections) ms by its connections"
    }
}
