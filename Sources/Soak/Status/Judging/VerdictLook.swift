import DoDCalendar
package import DoDChecks
import DoDFormat
import Glibc

/// Tries the judge's criteria on a run's folder, in this process. Reads only.
package struct VerdictLook: Sendable {
    private let folder: String
    private let policy: Policy

    /// Real time between the two looks at files that grow.
    private static let betweenMs: UInt32 = 1000

    package init(_ folder: String, policy: Policy) {
        self.folder = folder
        self.policy = policy
    }

    /// What the runner's judge left; nil: it has not.
    var written: VerdictSoFar? { WrittenVerdict.read(folder + "/verdict.json") }

    /// May take as long as the judge does; never on the concurrency pool.
    /// `data`: where the data directory can be read now.
    package func look(_ stage: VerdictSoFar.Stage, data: String, nowMs: Int64) -> VerdictSoFar {
        if stage.isOver, let written { return written }
        do {
            let first = try results(data)
            var second = first
            if !stage.isOver, VerdictSoFar.needsSecondLook(first) {
                usleep(Self.betweenMs * 1000)
                second = try results(data)
            }
            return VerdictSoFar.tried(first, second, stage: stage, triedMs: nowMs)
        } catch {
            return .none("it could not be judged: \(error)")
        }
    }

    private func results(_ data: String) throws -> [CriterionResult] {
        let evidence = try EvidenceReader.read(EvidenceRequest(directories: [data], runDirectory: folder))
        return Judge(policy: policy, criteria: StandardCriteria.all).judge(evidence).results
    }
}
