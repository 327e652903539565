package import DoDCalendar
package import DoDFormat

/// Tries every criterion on the evidence and finds the word for the whole.
package struct Judge: Sendable {
    package let policy: Policy
    package let calendar: TradingCalendar
    package let criteria: [any Criterion]
    /// `verdict` looks at the evidence on so many threads; no answer depends on it.
    package let threads: Int

    /// `calendar`: the one that the criteria were made with.
    package init(
        policy: Policy = .phaseA, calendar: TradingCalendar = .newYork, criteria: [any Criterion],
        threads: Int = 1
    ) {
        self.threads = threads
        self.policy = policy
        self.calendar = calendar
        self.criteria = criteria
    }

    package func judge(_ evidence: Evidence) -> Verdict {
        judge(evidence, results: CriterionID.allCases.map { result(of: $0, evidence) })
    }

    func judge(_ evidence: Evidence, results: [CriterionResult]) -> Verdict {
        let kind = EvidenceKind(evidence)
        return Verdict(
            word: word(results, kind), evidence: kind, policy: policy, calendar: calendar,
            window: evidence.window, results: results, files: files(evidence),
            notes: notes(evidence))
    }

    /// A criterion that throws says unknown, and so does one that is not there.
    func result(of id: CriterionID, _ evidence: Evidence) -> CriterionResult {
        guard let criterion = criteria.first(where: { $0.id == id.rawValue }) else {
            return CriterionResult(id: id.rawValue, outcome: .unknown, summary: "nothing judges this")
        }
        var result: CriterionResult
        do {
            result = try criterion.judge(evidence, policy: policy)
        } catch {
            result = CriterionResult(
                id: id.rawValue, outcome: .unknown, summary: "the judge could not come to an end: \(error)")
        }
        result.isWaived = policy.waived.contains(id.rawValue)
        return result
    }

    private func word(_ results: [CriterionResult], _ kind: EvidenceKind) -> Verdict.Word {
        switch Outcome.worst(of: results.filter { !$0.isWaived }.map(\.outcome)) {
        case .fail: .fail
        case .unknown: .inconclusive
        case .pass:
            switch kind {
            case .none: .inconclusive
            case .synthetic, .accelerated: .rehearsalPass
            case .live: policy.mayPass && policy.loosened.isEmpty ? .pass : .rehearsalPass
            }
        }
    }

    private func notes(_ evidence: Evidence) -> [String] {
        var notes = policy.loosened.map { "policy \(policy.name), loosened: \($0)" }
        if !policy.mayPass { notes.append("policy \(policy.name) can't say PASS") }
        notes += calendar.changes.map { "calendar: \($0)" }
        let said = evidence.runs.flatMap(\.notes)
        let rest = said.count - Self.notesMax
        return notes + said.prefix(Self.notesMax) + (rest > 0 ? ["and \(rest) more notes"] : [])
    }

    /// All files that are judged, and the first of those that nobody knows: each of them has a note.
    private func files(_ evidence: Evidence) -> [FileFacts] {
        var unknown = 0
        return evidence.runs.flatMap(\.files).filter { file in
            guard file.kind == .unknown else { return true }
            unknown += 1
            return unknown <= Self.notesMax
        }
    }

    /// A folder may hold any number of files that nobody knows.
    private static let notesMax = 200
}
