package import SoakScenario

/// What a scenario's run is worth against what was expected of it. Pure.
package enum ScenarioOutcome: Equatable, Sendable {
    case passed
    case failed([String])
    /// A fault did not bite, evidence is missing, it was interrupted: neither good nor bad.
    case inconclusive([String])

    package init(_ report: RunReport, expecting expectation: ScenarioExpectation?) {
        switch report.ending {
        case .interrupted: self = .inconclusive(["interrupted"])
        case .broken(let why, _): self = .failed([why])
        case .completed:
            guard let judgement = report.judgement else {
                self = .inconclusive(["not judged"])
                return
            }
            self.init(judgement, missed: report.missed, exitCode: report.exitCode, expecting: expectation)
        }
    }

    init(
        _ judgement: Judgement, missed: [RunReport.Miss], exitCode: Int32,
        expecting expectation: ScenarioExpectation?
    ) {
        guard let verdict = judgement.verdict else {
            self = .failed(["the judge left no verdict (exit \(judgement.exitCode)): \(judgement.text)"])
            return
        }
        let expectation = expectation ?? ScenarioExpectation(verdict: "REHEARSAL PASS", exit: 0)
        let wantsUnknown = expectation.verdict == "INCONCLUSIVE"
        var unknown = wantsUnknown ? [] : missed.map { "fault \($0.fault) did not bite: \($0.why)" }
        var wrong: [String] = []
        if verdict != expectation.verdict {
            let text = "verdict \(verdict), expected \(expectation.verdict)\(Self.worst(judgement))"
            if verdict == "INCONCLUSIVE" { unknown.append(text) } else { wrong.append(text) }
        }
        if let exit = expectation.exit, exit != exitCode, wrong.isEmpty, unknown.isEmpty {
            wrong.append("exit \(exitCode), expected \(exit)")
        }
        wrong += Self.criteria(judgement, expectation)
        self = !wrong.isEmpty ? .failed(wrong + unknown) : unknown.isEmpty ? .passed : .inconclusive(unknown)
    }

    private static func criteria(_ judgement: Judgement, _ expectation: ScenarioExpectation) -> [String] {
        var wrong: [String] = []
        let ids = Set(expectation.criteria.keys).union(expectation.reasons.keys).sorted()
        for id in ids {
            guard let found = judgement.criteria.first(where: { $0.id == id }) else {
                wrong.append("no criterion `\(id)` in the verdict")
                continue
            }
            if let wanted = expectation.criteria[id], found.result != wanted.rawValue {
                wrong.append("\(id) is \(found.result), expected \(wanted.rawValue): \(found.summary)")
            }
            if let reason = expectation.reasons[id], !found.summary.contains(reason) {
                wrong.append("\(id) does not say \"\(reason)\" but: \(found.summary)")
            }
        }
        return wrong
    }

    // The first criterion that made it so.
    private static func worst(_ judgement: Judgement) -> String {
        let bad =
            judgement.criteria.first { $0.result == "fail" }
            ?? judgement.criteria.first { $0.result == "unknown" }
        return bad.map { " (\($0.id): \($0.summary))" } ?? ""
    }

    package var isPassed: Bool { self == .passed }

    package var reasons: [String] {
        switch self {
        case .passed: []
        case .failed(let why), .inconclusive(let why): why
        }
    }

    /// For several together: one that failed outweighs one that is unknown.
    package static func exitCode(_ outcomes: [Self]) -> Int32 {
        var code: Int32 = 0
        for outcome in outcomes {
            switch outcome {
            case .passed: break
            case .failed: return 1
            case .inconclusive: code = 2
            }
        }
        return code
    }
}
