package import DoDAnalysis
package import DoDCalendar
package import DoDFormat

/// What the judge says of a window of time, with every criterion's answer.
package struct Verdict: Sendable {
    package enum Word: String, Hashable, Sendable {
        case pass = "PASS"
        case rehearsalPass = "REHEARSAL PASS"
        case fail = "FAIL"
        case inconclusive = "INCONCLUSIVE"
    }

    package var word: Word
    package var evidence: EvidenceKind
    package var policy: Policy
    /// What sessions were judged by.
    package var calendar: TradingCalendar
    /// Nil when nothing tells a time.
    package var window: TimeWindow?
    package var results: [CriterionResult]
    package var files: [FileFacts]
    /// Said beside the verdict: loosened thresholds, waived criteria, unknown files.
    package var notes: [String]
    /// What the signals were worth; beside the verdict and no part of it. Nil where nobody asked.
    package var analysis: PhaseBAnalysis?

    package init(
        word: Word, evidence: EvidenceKind, policy: Policy, calendar: TradingCalendar = .newYork,
        window: TimeWindow?, results: [CriterionResult], files: [FileFacts], notes: [String]
    ) {
        self.word = word
        self.evidence = evidence
        self.policy = policy
        self.calendar = calendar
        self.window = window
        self.results = results
        self.files = files
        self.notes = notes
    }
}
