package import DoDAnalysis
import DoDCalendar

/// Everything a report shows, free of how it was found out: the same model gives the same bytes.
package struct ReportModel: Sendable {
    /// At most so many entries of a list are shown; the rest is counted.
    package static let listMax = 200

    package struct Criterion: Sendable {
        package enum Outcome: String, Sendable { case pass, fail, unknown }

        package let id: String
        package let outcome: Outcome
        /// The policy does not ask for it: shown, but no part of the verdict.
        package let isWaived: Bool
        package let summary: String
        /// Name and value as they are to be read, in order.
        package let measured: [Fact]
        package let required: [Fact]
        /// Where to look: a file, a line, a minute.
        package let evidence: [String]

        package init(
            id: String, outcome: Outcome, isWaived: Bool = false, summary: String, measured: [Fact] = [],
            required: [Fact] = [], evidence: [String] = []
        ) {
            self.id = id
            self.outcome = outcome
            self.isWaived = isWaived
            self.summary = summary
            self.measured = measured
            self.required = required
            self.evidence = evidence
        }
    }

    package struct Fact: Equatable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package struct File: Sendable {
        package let path: String
        package let bytes: Int
        /// Nil for a file that holds no records.
        package let records: Int?
        package let crc32c: String
        package let problems: [String]

        package init(path: String, bytes: Int, records: Int?, crc32c: String, problems: [String] = []) {
            self.path = path
            self.bytes = bytes
            self.records = records
            self.crc32c = crc32c
            self.problems = problems
        }
    }

    /// `PASS`, `REHEARSAL PASS`, `FAIL` or `INCONCLUSIVE`.
    package var verdict: String
    /// `live`, `synthetic`, `accelerated` or `none`.
    package var evidence: String
    package var policy: String
    /// What the policy asks less of than the default one; empty for the default.
    package var loosened: [String] = []
    package var fromMs: Int64
    package var toMs: Int64
    /// False when nothing told a time: then there is no window, whatever the two numbers say.
    package var hasWindow = true
    package var criteria: [Criterion] = []
    package var nextSteps: [String] = []
    package var coverage: CoverageMap?
    package var timeLine: TimeLine
    package var faults: [Fault] = []
    /// Nil without a truth to compare with.
    package var completeness: Completeness?
    /// Of the gates that were on; empty without a ledger.
    package var gates: [GateRow] = []
    /// What the signals were worth; nil where nobody asked.
    package var analysis: PhaseBAnalysis?
    /// Of each US session in the window.
    package var sessionSignals: [SessionSignals] = []
    package var files: [File] = []
    /// What else was found in the folders, and left alone.
    package var notes: [String] = []

    package init(verdict: String, evidence: String, policy: String, fromMs: Int64, toMs: Int64) {
        self.verdict = verdict
        self.evidence = evidence
        self.policy = policy
        self.fromMs = fromMs
        self.toMs = toMs
        timeLine = TimeLine(fromMs: fromMs, toMs: toMs)
    }
}
