/// What the store tells about itself, for the log. Called on the store's own threads; must not wait.
package protocol StoreObserver: AnyObject, Sendable {
    /// Signals that were just counted, in order: `first` is the number of the first one (from 1).
    func counted(signals notes: [String], first: Int)
    func storage(_ event: StorageEvent)
}

/// A change of state. Each is told once, not once per line that it touches.
package enum StorageEvent: Sendable, Equatable {
    case failing(FileError)
    case recovered(path: String)
    /// Lines go to the spool from here on.
    case spooling
    case drained(lines: Int, bytes: Int)
    case dropped(lines: Int)
    case shrunk(file: String, bytes: Int64)
    case repaired(file: String, bytes: Int64, quarantine: String)
    /// A closed day's file is a `.gz` now.
    case packed(file: String, from: Int64, to: Int64)
    /// It stays as it is for now.
    case notPacked(file: String, FileError)
    case adopted(file: String, records: Int, bytes: Int64)
}

/// How the store is, at one moment.
package struct StorageStatus: Sendable, Equatable {
    /// Counted since this process started: whole lines that a file or the spool has accepted.
    package var signals = 0
    package var followups = 0
    /// Lost since this process started, because neither place took writes for too long.
    package var dropped = 0
    /// Why the data directory is not well; nil when it is.
    package var failing: FileError?
    /// Why the spool is not well; nil when it is.
    package var spoolFailing: FileError?
    package var spoolLines = 0
    package var spoolBytes = 0
    /// Handed over and not yet written.
    package var waiting = 0
    /// How long the sync under way has taken so far.
    package var syncPending: Duration = .zero
    /// How long the probe under way has taken so far.
    package var probePending: Duration = .zero
    /// Group commits that came back, and how long they took together.
    package var syncs = 0
    package var syncTotal: Duration = .zero
    /// From the arrival of a frame to its signal's line accepted by a file or the spool.
    package var appendLatency = LatencyHistogram()
    /// From the arrival of a frame to the seal over its signal's line.
    package var durableLatency = LatencyHistogram()

    package init() {}
}
