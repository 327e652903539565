import DoDAnalysis

/// Phase B readiness: beside the verdict, each condition with its reason.
struct ReadinessView {
    let readinessText: String
    let readinessTone: String
    let conditions: [Condition]

    struct Condition {
        let conditionID: String
        let conditionClaim: String
        let conditionAnswer: String
        let conditionMark: String
        let conditionWhy: String
    }

    init(_ readiness: Readiness) {
        readinessTone = readiness.answer.rawValue
        let passed = readiness.conditions.count { $0.answer == .pass }
        let count = "\(passed) of \(readiness.conditions.count) conditions hold"
        switch readiness.answer {
        case .pass: readinessText = "Ready: \(count)."
        case .unknown: readinessText = "Not known: \(count), and nothing speaks against the others."
        case .fail: readinessText = "Not ready: \(count)."
        }
        conditions = readiness.conditions.map {
            Condition(
                conditionID: $0.id, conditionClaim: $0.claim, conditionAnswer: $0.answer.rawValue,
                conditionMark: $0.answer == .pass ? "✓" : $0.answer == .fail ? "✕" : "?", conditionWhy: $0.why
            )
        }
    }
}
