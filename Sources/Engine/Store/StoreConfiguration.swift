/// Where the files lie and how they are kept. Durations here are real ones, also in a rehearsal.
package struct StoreConfiguration: Sendable {
    package var dataDirectory: String
    package var spoolDirectory: String
    /// The size of the preallocated spool.
    package var spoolBytes: Int64
    /// How long an accepted line waits for `fdatasync` at most (group commit). Zero: its sync begins at once.
    package var syncInterval: Duration
    /// Whether the files of days that are over become `.jsonl.gz`.
    package var compressesClosedDays: Bool

    package static let defaultSpoolBytes: Int64 = 64 << 20
    package static let spoolBytesMin: Int64 = 64 << 10
    package static let defaultSyncInterval = Duration.milliseconds(100)

    package init(
        dataDirectory: String, spoolDirectory: String? = nil, spoolBytes: Int64 = defaultSpoolBytes,
        syncInterval: Duration = defaultSyncInterval, compressesClosedDays: Bool = false
    ) {
        self.dataDirectory = dataDirectory
        self.spoolDirectory = spoolDirectory ?? Self.defaultSpool(beside: dataDirectory)
        self.spoolBytes = spoolBytes
        self.syncInterval = syncInterval
        self.compressesClosedDays = compressesClosedDays
    }

    /// `/data/signals` keeps its spool in `/data/signals-spool`: beside it, not in it, since whatever makes the
    /// directory unwritable must not reach the spool.
    package static func defaultSpool(beside dataDirectory: String) -> String {
        var base = dataDirectory[...]
        while base.count > 1, base.hasSuffix("/") { base = base.dropLast() }
        return base + "-spool"
    }

    /// Whether the spool has a name and does not lie in the data directory: one that does is gone together with what
    /// it is to stand in for. Told from the two names alone, so links and a relative beside an absolute one pass.
    package var spoolStandsApart: Bool {
        guard !spoolDirectory.isEmpty else { return false }
        guard spoolDirectory.hasPrefix("/") == dataDirectory.hasPrefix("/") else { return true }
        let data = Self.steps(of: dataDirectory)
        let spool = Self.steps(of: spoolDirectory)
        return !spool.starts(with: data) || spool.dropFirst(data.count).first == ".."
    }

    private static func steps(of path: String) -> [Substring] {
        path.split(separator: "/").filter { $0 != "." }
    }

    func path(of name: String) -> String { dataDirectory + "/" + name }
    func path(of name: FileName) -> String { path(of: name.description) }
}

/// The bounds of the store.
enum StoreBounds {
    /// Records waiting for the writer. Above this they are dropped and counted: at 25 signals a second with
    /// their follow-ups that is ten minutes in which neither the data directory nor the spool takes a byte.
    static let recordsWaitingMax = 65_536
    /// Ledger lines find room where records find none: they are what tells of the loss.
    static let ledgerLinesWaitingMax = 4_096
    /// Bytes written and not yet known to be on the disk; they are kept to be written again if the sync fails.
    /// Above this the writer takes nothing more until a sync ends.
    static let unsyncedBytesMax = 64 << 20
    /// Payload of one spool entry; longer batches become several, cut at line ends.
    static let spoolEntryBytesMax = 1 << 20
    /// How much of a file is read at once.
    static let readChunkBytes = 1 << 20
    /// How much of a ledger's beginning is looked at to see whether it must be read: a few lines are enough.
    static let ledgerHeadBytes = 256 << 10
    /// What the probe writes: a full disk often still has room for an empty file.
    static let probeBytes = 4_096
    /// A batch of so many lines is a flood, and more is to be expected; fewer are written as they come.
    static let coalescingLines = 64
    /// The writer rests this long after a large batch, so that what comes meanwhile goes into one write.
    static let coalescingNs: Int64 = 3_000_000
    /// How often the data directory is probed, in real time.
    static let probeIntervalNs: Int64 = 1_000_000_000
    /// How long a file that could not be packed is left alone, in real time.
    static let packRetryNs: Int64 = 600_000_000_000
    /// How often lines that neither place took are tried again.
    static let retryIntervalNs: Int64 = 100_000_000
}
