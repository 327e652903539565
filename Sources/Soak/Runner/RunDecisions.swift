import FoundationEssentials

/// What a run decided, without anything that real time has a part in: its plan, byte for byte, and what happened to
/// each fault, in order. The same scenario and seed give the same again.
package struct RunDecisions: Equatable, Sendable {
    /// The lines of `plan.jsonl`.
    package let plan: [String]
    /// `armed torn-write torn`, `bitten torn`, `lifted torn`, `missed torn`, `skipped torn`.
    package let steps: [String]

    private struct Line: Decodable {
        var type: String
        var fault: String?
        var kind: String?
    }

    /// Nil when a file is not there or not whole.
    package init?(_ directory: RunDirectory) {
        guard let plan = try? FileTree.text(directory.plan),
            let journal = try? FileTree.read(directory.journal)
        else { return nil }
        self.init(plan: plan, journal: journal)
    }

    init?(plan: String, journal: [UInt8]) {
        var steps: [String] = []
        for text in journal.split(separator: UInt8(ascii: "\n")) {
            guard let line = try? JSONDecoder().decode(Line.self, from: Data(text)) else { return nil }
            guard line.type.hasPrefix("fault-"), let fault = line.fault else { continue }
            let words = [String(line.type.dropFirst("fault-".count)), line.kind, fault].compactMap { $0 }
            steps.append(words.joined(separator: " "))
        }
        self.plan = plan.split(separator: "\n").map(String.init)
        self.steps = steps
    }

    /// The first thing in which another run differs; nil when there is none.
    package func difference(from other: Self) -> String? {
        Self.first("plan", plan, other.plan) ?? Self.first("faults", steps, other.steps)
    }

    private static func first(_ what: String, _ left: [String], _ right: [String]) -> String? {
        for index in 0..<max(left.count, right.count) {
            let one = index < left.count ? left[index] : "nothing more"
            let another = index < right.count ? right[index] : "nothing more"
            if one != another { return "\(what): first \(one), then \(another)" }
        }
        return nil
    }
}
