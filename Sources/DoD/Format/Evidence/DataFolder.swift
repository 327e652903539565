/// A data directory as it is read: one on the disk, or the days of several partials put together.
protocol DataFolder {
    /// Every name, in the order of their bytes, with those that need no reading ready.
    func contents() throws -> [FolderEntry]
    /// On how many threads its files are read.
    var threads: ThreadPlan { get }
    /// Where a file lies on the disk as it is; nil where it doesn't.
    func plainFile(_ entry: DirectoryListing.Entry, _ name: FileName) -> String?
    /// A ledger or a table of markets, from an offset on, which is 0 for what is no plain file.
    func source(_ entry: DirectoryListing.Entry, _ name: FileName, from: Int64) throws -> ByteSource
    /// A signals or follow-ups file, looked at behind all that `audit` has seen.
    func records(
        _ entry: DirectoryListing.Entry, _ name: FileName, path: String, _ claims: LedgerClaims,
        _ audit: inout RecordAudit
    ) throws -> RecordFile
    /// What the engine moved away.
    func quarantine() throws -> [FileFacts]
}

/// A name in a data directory.
enum FolderEntry {
    case read(DirectoryListing.Entry, FileName)
    case ready(ReadyFile)
}

/// A file of which everything is known without the ledger, or that is only listed.
struct ReadyFile {
    var name: String
    /// Nil for what is only worth a note.
    var facts: FileFacts?
    var notes: [String] = []
    /// Signals of the old engine.
    var legacyRows: Int64 = 0
}

/// A signals or follow-ups file that was read.
struct RecordFile {
    var size: Int64
    var records: Int64
    var checker: RangeChecker
    var damages: [Damage]
    var damageCount: Int64
    /// Why it could not be read to its end.
    var broken: FormatError?
}
