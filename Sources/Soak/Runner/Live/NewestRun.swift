/// The newest run at a venue below a reports folder, and what can be done with it.
package enum NewestRun: Sendable {
    /// To be gone on with.
    case unfinished(UnfinishedRun)
    /// Its time is over.
    case ended(EndedRun)
    case none

    /// What an earlier process left in `reports`. Throws where its journal was written by somebody else, too.
    package static func look(in reports: String) throws(JournalTail.Flaw) -> Self {
        let names = (try? FileTree.names(in: reports)) ?? []
        // Names begin with the time at which a run began.
        for name in names.sorted(by: >) {
            // Another folder, or one whose process was killed before its first line: nothing ran in it.
            let found = try look(at: "\(reports)/\(name)")
            if case .none = found { continue }
            return found
        }
        return .none
    }

    static func look(at folder: String) throws(JournalTail.Flaw) -> Self {
        guard let file = RunFile.read(folder), let feed = RunFeed(file.feed), feed != .synthetic,
            let bytes = try? FileTree.read(folder + "/journal.jsonl")
        else { return .none }
        let tail = try JournalTail(bytes)
        if tail.seq == 0 { return .none }
        let directory = RunDirectory(existing: folder)
        if tail.hasEnded { return .ended(EndedRun(directory: directory, file: file)) }
        return .unfinished(UnfinishedRun(directory: directory, file: file, tail: tail))
    }
}
