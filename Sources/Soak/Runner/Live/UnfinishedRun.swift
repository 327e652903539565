import Glibc

/// A run at a venue that an earlier process began and did not end.
package struct UnfinishedRun: Sendable {
    package let directory: RunDirectory
    package let file: RunFile
    package let tail: JournalTail

    /// The folder of one run; nil when it has ended, never began, or is none that can be gone on with.
    package init?(_ folder: String) throws(JournalTail.Flaw) {
        guard let file = RunFile.read(folder), let feed = RunFeed(file.feed), feed != .synthetic,
            let bytes = try? FileTree.read(folder + "/journal.jsonl")
        else { return nil }
        let tail = try JournalTail(bytes)
        guard tail.seq > 0, !tail.hasEnded else { return nil }
        self.file = file
        self.tail = tail
        directory = RunDirectory(existing: folder)
    }

    /// The newest one below a reports folder.
    package static func newest(in reports: String) throws(JournalTail.Flaw) -> Self? {
        let names = (try? FileTree.names(in: reports)) ?? []
        // Names begin with the time at which a run began.
        for name in names.sorted(by: >) where access("\(reports)/\(name)/\(RunFile.name)", R_OK) == 0 {
            return try Self("\(reports)/\(name)")
        }
        return nil
    }
}
