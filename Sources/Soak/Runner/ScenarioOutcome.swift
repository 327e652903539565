package import SoakScenario

/// What a scenario's run is worth against what was expected of it. Pure.
package enum ScenarioOutcome: Equatable, Sendable {
    case passed
    case failed([String])
    /// A fault did not bite, evidence is missing, it was interrupted: neither good nor bad.
    case inconclusive([String])
    /// All that it was to show can't be done on this machine. With leave that is nobody's fault; without, it is
    /// inconclusive all the same.
    case skipped([String], isAllowed: Bool)

    package init(_ report: RunReport, expecting expectation: ScenarioExpectation?) {
        switch report.ending {
        case .interrupted: self = .inconclusive(["interrupted"])
        case .broken(let why, _): self = .failed([why])
        case .completed:
            guard let judgement = report.judgement else {
                self = .inconclusive(["not judged"])
                return
            }
            self.init(
                judgement, faults: report.faults, exitCode: report.exitCode, expecting: expectation)
        }
    }

    init(
        _ judgement: Judgement, faults: [FaultFate], exitCode: Int32,
        expecting expectation: ScenarioExpectation?
    ) {
        guard let verdict = judgement.verdict else {
            self = .failed(["the judge left no verdict (exit \(judgement.exitCode)): \(judgement.text)"])
            return
        }
        let skips = faults.filter(\.isSkipped)
        if !faults.isEmpty, skips.count == faults.count {
            self = .skipped(
                skips.map { Self.words($0) }, isAllowed: !faults.contains(where: \.isSkippedUnasked))
            return
        }
        let expectation = expectation ?? ScenarioExpectation(verdict: "REHEARSAL PASS", exit: 0)
        var (unknown, wrong) = Self.faults(faults, expectation)
        if verdict != expectation.verdict {
            let text = "verdict \(verdict), expected \(expectation.verdict)\(Self.worst(judgement))"
            if verdict == "INCONCLUSIVE" { unknown.append(text) } else { wrong.append(text) }
        }
        let criteria = Self.criteria(judgement, expectation)
        unknown += criteria.unknown
        wrong += criteria.wrong + Self.counts(judgement, expectation)
        if let exit = expectation.exit, exit != exitCode, wrong.isEmpty, unknown.isEmpty {
            wrong.append("exit \(exitCode), expected \(exit)")
        }
        self = !wrong.isEmpty ? .failed(wrong + unknown) : unknown.isEmpty ? .passed : .inconclusive(unknown)
    }

    // One that did not bite leaves open what the run would have shown; unless that is what was to be shown.
    private static func faults(
        _ faults: [FaultFate], _ expectation: ScenarioExpectation
    ) -> (unknown: [String], wrong: [String]) {
        var unknown = faults.filter(\.isSkippedUnasked).map { words($0) }
        var wrong: [String] = []
        for fault in faults where !fault.isSkipped {
            let isExpectedMiss = expectation.missed.contains(fault.fault)
            if fault.isBitten, isExpectedMiss { wrong.append("fault \(fault.name) bit, expected a miss") }
            if fault.isMissed, !isExpectedMiss {
                let text = "fault \(fault.name) did not bite: \(fault.why)"
                let isOpen = expectation.verdict == "INCONCLUSIVE" && expectation.missed.isEmpty
                if !isOpen || expectation.bitten.contains(fault.fault) { unknown.append(text) }
            }
        }
        return (unknown, wrong)
    }

    private static func words(_ fault: FaultFate) -> String { "fault \(fault.name) skipped: \(fault.why)" }

    // One of which nothing is known is not what was expected, and not the opposite either.
    private static func criteria(
        _ judgement: Judgement, _ expectation: ScenarioExpectation
    ) -> (unknown: [String], wrong: [String]) {
        var unknown: [String] = []
        var wrong: [String] = []
        let ids = Set(expectation.criteria.keys).union(expectation.reasons.keys).sorted()
        for id in ids {
            guard let found = judgement.criteria.first(where: { $0.id == id }) else {
                wrong.append("no criterion `\(id)` in the verdict")
                continue
            }
            if let wanted = expectation.criteria[id], found.result != wanted.rawValue {
                let text = "\(id) is \(found.result), expected \(wanted.rawValue): \(found.summary)"
                if found.result == ScenarioExpectation.Result.unknown.rawValue {
                    unknown.append(text)
                } else {
                    wrong.append(text)
                }
            }
            if let reason = expectation.reasons[id], !found.summary.contains(reason) {
                wrong.append("\(id) does not say \"\(reason)\" but: \(found.summary)")
            }
        }
        return (unknown, wrong)
    }

    private static func counts(_ judgement: Judgement, _ expectation: ScenarioExpectation) -> [String] {
        expectation.counts.compactMap { count in
            let places = judgement.criteria.filter {
                (count.criterion == nil || count.criterion == $0.id) && $0.measured[count.name] != nil
            }
            guard let place = places.first, let measured = place.measured[count.name] else {
                return "the verdict does not count `\(count.path)`"
            }
            if places.count > 1 {
                let ids = places.map(\.id).joined(separator: ", ")
                return "`\(count.name)` is counted by \(ids): write which one is meant"
            }
            return count.holds(measured)
                ? nil
                : "\(place.id).\(count.name) is \(ScenarioCount.text(measured)), expected \(count.wanted)"
        }
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
        case .failed(let why), .inconclusive(let why), .skipped(let why, _): why
        }
    }

    /// As the console and the table at the end call it.
    package var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "FAILED"
        case .inconclusive, .skipped(_, isAllowed: false): "INCONCLUSIVE"
        case .skipped(_, isAllowed: true): "skipped"
        }
    }

    /// For several together: one that failed outweighs one that is unknown.
    package static func exitCode(_ outcomes: [Self]) -> Int32 {
        var code: Int32 = 0
        for outcome in outcomes {
            switch outcome {
            case .passed, .skipped(_, isAllowed: true): break
            case .failed: return 1
            case .inconclusive, .skipped(_, isAllowed: false): code = 2
            }
        }
        return code
    }
}
