import FoundationEssentials
import Glibc
import SoakFaults
import SoakScenario

/// What the judge said of a run.
package struct Judgement: Sendable, Equatable {
    package struct Criterion: Decodable, Sendable, Equatable {
        package var id: String
        package var result: String
        package var summary: String
        /// What was counted, by name; what is no number is left out.
        package var measured: [String: Double]

        package init(id: String, result: String, summary: String, measured: [String: Double] = [:]) {
            self.id = id
            self.result = result
            self.summary = summary
            self.measured = measured
        }

        private enum Key: CodingKey { case id, result, summary, measured }
        private struct Number: Decodable {
            let value: Double?
            init(from decoder: any Decoder) throws {
                value = try? decoder.singleValueContainer().decode(Double.self)
            }
        }

        package init(from decoder: any Decoder) throws {
            let file = try decoder.container(keyedBy: Key.self)
            let values = try file.decodeIfPresent([String: Number].self, forKey: .measured) ?? [:]
            self.init(
                id: try file.decode(String.self, forKey: .id),
                result: try file.decode(String.self, forKey: .result),
                summary: try file.decode(String.self, forKey: .summary),
                measured: values.compactMapValues(\.value))
        }
    }

    private struct File: Decodable {
        var verdict: String
        var criteria: [Criterion]
    }

    package var exitCode: Int32
    /// As in verdict.json; nil when it left none.
    package var verdict: String?
    package var criteria: [Criterion]
    /// What it printed.
    package var text: String

    package init(exitCode: Int32, verdict: String?, criteria: [Criterion], text: String) {
        self.exitCode = exitCode
        self.verdict = verdict
        self.criteria = criteria
        self.text = text
    }

    /// The command line for the judge.
    static func command(_ order: RunOrder, _ directory: RunDirectory) -> [String] {
        order.programs.judge
            + [directory.data, "--run", directory.path] + (order.venue == nil ? ["--rehearsal"] : [])
            + ["--json", directory.verdict, "--html", directory.report]
            + (order.policy.map { ["--policy", $0] } ?? [])
    }

    /// Reads what an ended judge has left.
    static func read(_ directory: RunDirectory, exit: ProcessExit) -> Self {
        let file = (try? FileTree.read(directory.verdict)).flatMap {
            try? JSONDecoder().decode(File.self, from: Data($0))
        }
        let output = (try? FileTree.text(directory.output("judge"))) ?? ""
        let errors = (try? FileTree.text(directory.errors("judge"))) ?? ""
        return Self(
            exitCode: exit.shellCode, verdict: file?.verdict, criteria: file?.criteria ?? [],
            text: output + errors)
    }
}
