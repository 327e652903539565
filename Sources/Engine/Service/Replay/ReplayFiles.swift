import EngineStore
import Glibc

/// Where a replay's lines go: the store's own writer, driven by the recording's time on one thread, so that two
/// replays seal the same bytes at the same lines.
final class ReplayFiles: LineTaker {
    /// Group commit by the recording's time: a replay that dies is begun anew, so its lines need not be durable
    /// any earlier.
    private static let syncEveryMS: Int64 = 600_000
    private static let batchMax = 4_096
    private static let spoolName = "/.spool"

    private let fileSystem: any FileSystem
    private let directory: String
    private let writer: DiskWriter
    private let watch: Watch
    private var waiting: [Submission] = []
    private var day: UTCDay
    private var syncedMS: Int64

    /// Makes `directory` when it is absent; it must hold nothing.
    init(_ directory: String, start: LedgerEntry, on fileSystem: any FileSystem) throws(RunFailure) {
        self.fileSystem = fileSystem
        self.directory = directory
        watch = Watch()
        day = UTCDay(containing: start.atMs)
        syncedMS = start.atMs
        try Self.prepare(directory, on: fileSystem)
        do throws(StoreOpenError) {
            let configuration = StoreConfiguration(
                dataDirectory: directory, spoolDirectory: directory + Self.spoolName,
                spoolBytes: StoreConfiguration.spoolBytesMin)
            writer = try DiskWriter.open(fileSystem, configuration, start: start, observer: watch)
        } catch {
            throw RunFailure(.failed, error.description)
        }
        try check()
    }

    var signals: Int { writer.signals }
    var followups: Int { writer.followups }
    /// What keeps lines from the files; whoever replays looks now and then.
    var failure: FileError? { watch.failure }

    func submit(_ submission: Submission) -> Bool {
        let timeMS = submission.timeMs
        let isNewDay = UTCDay(containing: timeMS) != day
        // Before a day ends everything of it is home, the table of its markets too.
        if isNewDay || timeMS - syncedMS >= Self.syncEveryMS || timeMS < syncedMS { commit(timeMS) }
        waiting.append(submission)
        if waiting.count >= Self.batchMax { hand() }
        return true
    }

    /// Seals everything and says `stop`.
    func finish(atMS: Int64) throws(RunFailure) {
        hand()
        let isWhole = writer.finish(atMs: atMS)
        try check()
        guard isWhole else { throw RunFailure(.failed, "not everything could be kept in \(directory)") }
        do throws(FileError) {
            let spool = directory + Self.spoolName
            for name in try fileSystem.list(spool) { try fileSystem.remove(spool + "/" + name) }
            rmdir(spool)
        } catch {
            throw RunFailure(.failed, error.description)
        }
    }

    func check() throws(RunFailure) {
        guard let failure else { return }
        throw RunFailure(
            .failed, "\(failure); the replay can't go on: mend that, and name a new or empty --data-dir")
    }

    private func hand() {
        writer.process(waiting)
        waiting.removeAll(keepingCapacity: true)
    }

    private func commit(_ timeMS: Int64) {
        hand()
        if let job = writer.beginSync() { writer.finishSync(job.run(on: fileSystem)) }
        day = UTCDay(containing: timeMS)
        syncedMS = timeMS
    }

    private static func prepare(_ directory: String, on fileSystem: any FileSystem) throws(RunFailure) {
        let names: [String]
        do throws(FileError) {
            try fileSystem.makeDirectory(directory)
            names = try fileSystem.list(directory)
        } catch {
            throw RunFailure(
                .usage, "--data-dir \(directory): \(error); name a new or an empty folder in one that exists")
        }
        guard names.isEmpty else {
            throw RunFailure(.usage, "--data-dir \(directory) is not empty; name a new or an empty folder")
        }
    }

    /// Keeps the first thing that went wrong.
    private final class Watch: StoreObserver, @unchecked Sendable {
        private(set) var failure: FileError?

        func counted(signals notes: [String], first: Int) {}
        func storage(_ event: StorageEvent) {
            if case .failing(let error) = event, failure == nil { failure = error }
        }
    }
}
