package import SoakFaults

/// What came of a run.
package struct RunReport: Sendable {
    package enum Ending: Equatable, Sendable {
        case completed
        /// By the user.
        case interrupted
        /// Something that the run needs did not start or went away; the exit code says whose doing it is.
        case broken(why: String, exitCode: Int32)
    }

    package let directory: RunDirectory
    package let ending: Ending
    /// All planned faults, in the order of the plan.
    package let faults: [FaultFate]
    package let engineExit: ProcessExit?
    /// The run was gone on with when its time was over: no engine was started any more.
    package var mayHaveNoEngine = false
    /// Ours ends with 0 when it is asked to; others may end as they like.
    package var engineMustEndWithZero = true
    /// Nil when the judge was not asked.
    package let judgement: Judgement?

    package var missed: [FaultFate] { faults.filter(\.isMissed) }
    /// Skipped, and nobody had said that they may be.
    package var skippedUnasked: [FaultFate] { faults.filter(\.isSkippedUnasked) }

    /// One place maps what happened to what the shell sees.
    package var exitCode: Int32 {
        switch ending {
        case .interrupted: return 2
        case .broken(_, let exitCode): return exitCode
        case .completed: break
        }
        guard let judgement else { return 70 }
        guard (0...2).contains(judgement.exitCode) else { return 70 }
        if judgement.exitCode == 1 || !endedWell { return 1 }
        return missed.isEmpty && skippedUnasked.isEmpty ? judgement.exitCode : 2
    }
}

extension RunReport {
    private var endedWell: Bool {
        if !engineMustEndWithZero { return true }
        guard let engineExit else { return mayHaveNoEngine }
        return engineExit == .code(0)
    }
}
