import SoakRunner
import SoakScenario

/// Which scenarios somebody means.
enum ScenarioChoice {
    /// All files in `scenarios/`, by name.
    static func library() throws(RunRefusal) -> [Scenario] {
        var scenarios: [Scenario] = []
        for file in try ScenarioFiles.all() { scenarios.append(try ScenarioFiles.load(file)) }
        return scenarios
    }

    static func set(_ text: String) throws(RunRefusal) -> ScenarioSet {
        if let set = ScenarioSet(rawValue: text) { return set }
        throw .usage(
            "--set \(text): give one of \(ScenarioSet.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    /// The files that were named, in their order; else those of the set.
    static func scenarios(files: [String], set: String?) throws(RunRefusal) -> [Scenario] {
        if let set {
            guard files.isEmpty else { throw .usage("--set \(set): give files or a set, not both") }
        }
        let wanted = try set.map { text throws(RunRefusal) in try self.set(text) } ?? .full
        if files.isEmpty { return try library().filter { wanted.members.contains($0.set) } }
        var scenarios: [Scenario] = []
        for file in files { scenarios.append(try ScenarioFiles.load(file)) }
        return scenarios
    }
}
