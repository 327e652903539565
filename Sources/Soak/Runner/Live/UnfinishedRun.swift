import Glibc

/// A run at a venue that an earlier process began and did not end.
package struct UnfinishedRun: Sendable {
    package let directory: RunDirectory
    package let file: RunFile
    package let tail: JournalTail

    /// The folder of one run; nil when it has ended, never began, or is none that can be gone on with.
    package init?(_ folder: String) throws(JournalTail.Flaw) {
        guard case .unfinished(let run) = try Self.look(at: folder) else { return nil }
        self = run
    }

    private init(directory: RunDirectory, file: RunFile, tail: JournalTail) {
        self.directory = directory
        self.file = file
        self.tail = tail
    }

    /// The one to go on with below a reports folder: the newest that began, unless that one has ended.
    package static func newest(in reports: String) throws(JournalTail.Flaw) -> Self? {
        let names = (try? FileTree.names(in: reports)) ?? []
        // Names begin with the time at which a run began.
        for name in names.sorted(by: >) {
            switch try look(at: "\(reports)/\(name)") {
            case .unfinished(let run): return run
            case .ended: return nil
            case .noRun: continue
            }
        }
        return nil
    }

    private enum Found {
        case unfinished(UnfinishedRun)
        case ended
        /// Another folder, or one whose process was killed before its first line: nothing ran in it.
        case noRun
    }

    private static func look(at folder: String) throws(JournalTail.Flaw) -> Found {
        guard let file = RunFile.read(folder), let feed = RunFeed(file.feed), feed != .synthetic,
            let bytes = try? FileTree.read(folder + "/journal.jsonl")
        else { return .noRun }
        let tail = try JournalTail(bytes)
        if tail.seq == 0 { return .noRun }
        if tail.hasEnded { return .ended }
        return .unfinished(
            UnfinishedRun(directory: RunDirectory(existing: folder), file: file, tail: tail))
    }
}
