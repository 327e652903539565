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

        package init(id: String, result: String, summary: String) {
            self.id = id
            self.result = result
            self.summary = summary
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
            + [directory.data, "--run", directory.path, "--rehearsal", "--json", directory.verdict]
            + ["--html", directory.report] + (order.policy.map { ["--policy", $0] } ?? [])
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
