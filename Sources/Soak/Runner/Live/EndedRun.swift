package import SoakFaults

/// A run at a venue whose time is over. What is left to do is to judge it, where a kill came before the judge's end.
package struct EndedRun: Sendable {
    package let directory: RunDirectory
    package let file: RunFile

    /// The verdict that was written; nil: none was.
    package var judgement: Judgement? {
        // The page is written after the verdict.
        guard FileTree.size(directory.report) > 0 else { return nil }
        let found = Judgement.read(directory, exit: .code(0))
        return found.verdict == nil ? nil : found
    }

    /// Nil when it was interrupted. Throws when the judge can't be started.
    package func judge(_ order: RunOrder, console: Console, interruption: Interruption)
        throws(SystemFailure) -> Judgement?
    { try Judgement.ask(order, directory, console, interruption) }
}

extension Judgement {
    /// What the judge's exit code was, by the verdict that it left.
    package var writtenExitCode: Int32 {
        switch verdict {
        case "PASS": 0
        case "FAIL": 1
        default: 2
        }
    }
}
