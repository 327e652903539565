import DoDFormat

/// The truth against files of the old engine: by number alone, since its table has no sizes to know a signal by.
///
/// It can only say that rows are missing, never that they are the right ones.
struct OldTableCount {
    /// Rows that any reader gives, and the signals of line files beside them.
    private let readable: Int64
    private let expected: Int64
    private let tables: [FileFacts]
    private let problem: String?

    init(_ run: RunEvidence, _ truth: Truth) {
        tables = run.files.filter { $0.kind == .parquet }
        readable = run.records.signals + tables.reduce(0) { $0 + $1.records }
        expected = Int64(truth.signals.count { $0.kind == .must })
        problem = TruthWholeness.problem(of: truth)
    }

    var isNeeded: Bool { !tables.isEmpty }

    func report(_ findings: inout Findings) {
        if let problem { return findings.doubt(problem) }
        let names = tables.map(\.path).joined(separator: ", ")
        guard readable < expected else {
            return findings.doubt(
                "\(names): \(readable) signals can be read, \(expected) had to be found: which ones is not known"
            )
        }
        findings.fail(
            "at least \(expected - readable) LOST (of \(expected) signals that had to be found): \(readable) can be read in \(names)"
        )
    }
}
