package import SoakFaults
import SoakScenario

/// Which faults may be skipped where the machine can't do them: by kind or by id, as `--allow-skip` names them.
package struct SkipLeave: Equatable, Sendable {
    package let names: [String]

    package init(_ names: [String] = []) { self.names = names }

    func allows(_ plan: PlannedFault) -> Bool {
        names.contains(plan.kind.rawValue) || names.contains(plan.id)
    }

    /// A name that none of these faults has was written wrong.
    package func check(against faults: [FaultSpec]) throws(RunRefusal) {
        let ids = faults.map(\.id)
        let known = Set(FaultKind.allCases.map(\.rawValue)).union(ids).sorted()
        for name in names where !known.contains(name) {
            let near = Spelling.nearest(to: name, among: known).map { "; did you mean \($0)?" }
            throw .usage(
                "--allow-skip \(name): neither a kind of fault nor the id of one that is planned here\(near ?? "")"
            )
        }
    }

    /// Words that repeat it.
    package var words: [String] { names.flatMap { ["--allow-skip", $0] } }
}
