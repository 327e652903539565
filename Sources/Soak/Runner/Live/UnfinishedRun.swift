/// A run at a venue that an earlier process began and did not end.
package struct UnfinishedRun: Sendable {
    package let directory: RunDirectory
    package let file: RunFile
    package let tail: JournalTail

    /// The folder of one run; nil when it has ended, never began, or is none that can be gone on with.
    package init?(_ folder: String) throws(JournalTail.Flaw) {
        guard case .unfinished(let run) = try NewestRun.look(at: folder) else { return nil }
        self = run
    }

    init(directory: RunDirectory, file: RunFile, tail: JournalTail) {
        self.directory = directory
        self.file = file
        self.tail = tail
    }
}
