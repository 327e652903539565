package import DoDChecks

/// The judge's criteria on what is there of a run that goes on. Pure.
///
/// Only what can't get better any more is called red: a claim that still may come true is "not yet".
package struct VerdictSoFar: Equatable, Sendable {
    package enum Answer: String, Equatable, Sendable {
        /// Holds on what is there.
        case pass
        /// Neither is said before the run has ended.
        case notYet = "not-yet"
        case unknown
        case fail
    }

    package struct Criterion: Equatable, Sendable {
        package var id: String
        package var answer: Answer
        package var summary: String
        package var isWaived: Bool
    }

    package enum Source: Equatable, Sendable {
        /// The runner's own judge wrote it at the end.
        case written(word: String)
        /// Criteria tried on what lies there.
        case tried
        /// Not tried yet, or it could not be.
        case none(why: String)
    }

    package var source: Source
    /// When it was tried, on the real clock.
    package var triedMs: Int64?
    package var criteria: [Criterion]

    package static func none(_ why: String) -> Self {
        Self(source: .none(why: why), triedMs: nil, criteria: [])
    }

    /// Claims about bytes, records and log lines that are there: what is wrong with them stays wrong, so two
    /// looks that find the same are believed. All others may still come true, or are held to be wrong only by
    /// a count that never falls.
    private static let lasting: Set<String> = Set(
        [CriterionID.integrity, .semantics, .rateLimits, .errors].map(\.rawValue))

    /// Whether a second look is needed to say anything.
    package static func needsSecondLook(_ results: [CriterionResult]) -> Bool {
        results.contains { $0.outcome == .fail && lasting.contains($0.id) }
    }

    /// `first` and `second`: two judgements of the same folder, one after the other. Files grow while they are
    /// read, so of a run that goes on only what both find is believed to be wrong.
    package static func tried(
        _ first: [CriterionResult], _ second: [CriterionResult], stage: Stage, triedMs: Int64
    ) -> Self {
        let criteria = second.map { result -> Criterion in
            let before = first.first { $0.id == result.id }
            return Criterion(
                id: result.id, answer: answer(result, before, stage: stage), summary: result.summary,
                isWaived: result.isWaived)
        }
        return Self(source: .tried, triedMs: triedMs, criteria: criteria)
    }

    /// How far the run is, as far as it matters here.
    package struct Stage: Equatable, Sendable {
        /// Nothing comes any more.
        package var isOver: Bool
        /// The engine lives. Between two lives a torn end is no flaw: the next one mends it.
        package var hasEngine: Bool
        /// What it does is explained only when it was lifted.
        package var hasFaultInForce: Bool
        /// A session that can count is ahead, or open since before the run began to watch.
        package var canHaveSession: Bool

        package init(isOver: Bool, hasEngine: Bool, hasFaultInForce: Bool = false, canHaveSession: Bool) {
            self.isOver = isOver
            self.hasEngine = hasEngine
            self.hasFaultInForce = hasFaultInForce
            self.canHaveSession = canHaveSession
        }
    }

    private static func answer(_ result: CriterionResult, _ before: CriterionResult?, stage: Stage) -> Answer
    {
        switch result.outcome {
        case .pass: return .pass
        case .unknown: return stage.isOver ? .unknown : .notYet
        case .fail:
            if stage.isOver || isLost(result) { return .fail }
            if result.id == CriterionID.usSession.rawValue { return stage.canHaveSession ? .notYet : .fail }
            guard lasting.contains(result.id), stage.hasEngine, !stage.hasFaultInForce, let before,
                before.outcome == .fail
            else {
                return .notYet
            }
            return result.evidence.contains(where: Set(before.evidence).contains) ? .fail : .notYet
        }
    }

    /// Counts that never fall again are over their limit.
    private static func isLost(_ result: CriterionResult) -> Bool {
        func count(_ name: String, _ facts: Facts) -> Int64? {
            switch facts[name] {
            case .count(let count)?: count
            case .decimal(let value, let decimals)?:
                (0..<decimals).reduce(value) { part, _ in part / 10 }
            default: nil
            }
        }
        switch result.id {
        case CriterionID.completeness.rawValue:
            return (count("dropped", result.measured) ?? 0) > 0
        case CriterionID.coverage.rawValue:
            guard let limit = count("gap_minutes_max", result.required) else { return false }
            return (count("gap_seconds_max", result.measured) ?? 0) > limit * 60
        default: return false
        }
    }

    /// In a few words.
    package var word: String {
        switch source {
        case .written(let word): word
        case .none: "not tried"
        case .tried:
            if criteria.contains(where: { $0.answer == .fail && !$0.isWaived }) {
                "FAILING"
            } else if criteria.contains(where: { $0.answer != .pass && !$0.isWaived }) {
                "nothing wrong so far"
            } else {
                "all hold so far"
            }
        }
    }
}
