/// What the probe has to say about one thing that the harness expects of a venue.
package struct ProbeFinding: Equatable, Sendable {
    package enum Outcome: String, Sendable {
        /// As docs/exchange.md describes it.
        case same
        /// Otherwise; a run goes on, and its journal says so.
        case differs
        /// It did not come up, or was not tried.
        case unseen
        /// No day can be judged with it.
        case wrong
    }

    package let topic: String
    package let outcome: Outcome
    package let text: String

    package init(_ topic: String, _ outcome: Outcome, _ text: String) {
        self.topic = topic
        self.outcome = outcome
        self.text = text
    }

    /// `  DIFFERS  contexts     …`
    package var line: String {
        let word =
            switch outcome {
            case .same: "ok     "
            case .differs: "DIFFERS"
            case .unseen: "unseen "
            case .wrong: "WRONG  "
            }
        return
            "  \(word)  \(topic)\(String(repeating: " ", count: max(0, Self.topicWidth - topic.count)))  \(text)"
    }

    private static let topicWidth = 12
}

/// Everything that a probe found, in a fixed order.
package struct ProbeReport: Equatable, Sendable {
    package let address: String
    package let tookMs: Int64
    package let findings: [ProbeFinding]
    package let connections: Int
    package let messagesOut: Int
    package let messagesIn: Int

    package func texts(_ outcome: ProbeFinding.Outcome) -> [String] {
        findings.filter { $0.outcome == outcome }.map { "\($0.topic): \($0.text)" }
    }

    /// A day can be judged there.
    package var isUsable: Bool { !findings.contains { $0.outcome == .wrong } }
    package var isAsDescribed: Bool { isUsable && !findings.contains { $0.outcome == .differs } }

    package var lines: [String] {
        let differences = findings.count { $0.outcome == .differs || $0.outcome == .wrong }
        let end =
            differences == 0
            ? "as described"
            : "\(differences) \(differences == 1 ? "difference" : "differences") from what is described"
        return ["probe of \(address): \(messagesIn) messages in \(tookMs / 1000) s, \(end)"]
            + findings.map(\.line)
    }
}
