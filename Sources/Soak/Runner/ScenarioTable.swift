package import SoakScenario

/// All scenarios as a table: set by set, each with its time, its expectation and its reason. Pure.
package enum ScenarioTable {
    /// `width`: columns to stay within; nil: as long as the reasons are.
    package static func lines(_ scenarios: [Scenario], width: Int?) -> [String] {
        var lines: [String] = []
        let head = ["name", "time", "expected"]
        let rows = scenarios.map { [$0.name, RunTime.minutes($0.secondsAtLeast), expected($0)] }
        let widths = head.indices.map { column in
            ([head] + rows).map { $0[column].count }.max() ?? 0
        }
        for set in ScenarioSet.allCases {
            let members = zip(scenarios, rows).filter { $0.0.set == set }
            if members.isEmpty { continue }
            let seconds = members.reduce(0) { $0 + $1.0.secondsAtLeast }
            if !lines.isEmpty { lines.append("") }
            lines.append(
                "\(set.rawValue): \(about(set)); \(members.count), \(RunTime.minutes(seconds)) min one after the other"
            )
            lines.append(row(head, "why", widths, nil))
            lines += members.map { row($0.1, $0.0.why, widths, width) }
        }
        return lines
    }

    private static func about(_ set: ScenarioSet) -> String {
        switch set {
        case .smoke: "for each pull request"
        case .full: "with smoke all that is run before a release"
        case .day: "the whole day"
        case .soak: "half an hour at real speed"
        case .canary: "must fail"
        }
    }

    private static func expected(_ scenario: Scenario) -> String {
        guard let expectation = scenario.expectation else { return "–" }
        return scenario.isCanary ? "not \(expectation.verdict)" : expectation.verdict
    }

    private static func row(_ cells: [String], _ why: String, _ widths: [Int], _ width: Int?) -> String {
        let head = zip(cells, widths).map { cell, width in
            cell + String(repeating: " ", count: max(0, width - cell.count))
        }
        let line = "  " + head.joined(separator: "  ") + "  " + why
        guard let width, line.count > width else { return line }
        return line.prefix(max(1, width - 1)) + "…"
    }
}
