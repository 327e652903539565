import EngineStore
import Glibc

/// Where a replay's lines go: the store's own writer, driven by the recording's time on one thread, so that two
/// replays seal the same bytes at the same lines.
///
/// Into a folder of its own a replay ends at the first thing that fails. Onto a folder that earlier runs wrote it
/// does what the live engine does: takes the lock, recovers what they left, spools while the directory takes no
/// writes, drains when it heals, and says each signal that it counts.
final class ReplayFiles: LineTaker {
    /// Group commit by the recording's time: a replay that dies is begun anew, so its lines need not be durable
    /// any earlier.
    private static let syncEveryMS: Int64 = 600_000
    /// The same onto an earlier run's files, where it may be killed at any moment.
    private static let syncEveryOntoMS: Int64 = 1_000
    /// How often the directory is probed there, by the recording's time.
    private static let probeEveryMS: Int64 = 1_000
    private static let batchMax = 4_096
    private static let spoolName = "/.spool"

    private let fileSystem: any FileSystem
    private let directory: String
    private let writer: DiskWriter
    private let watch: Watch
    private let isOnto: Bool
    private var waiting: [Submission] = []
    private var day: UTCDay
    private var syncedMS: Int64
    private var probedMS: Int64
    private var handedMS: Int64

    /// Makes `directory` when it is absent. Unless the replay goes `onto` it, it must hold nothing.
    init(
        _ directory: String, onto: Bool = false, start: LedgerEntry, on fileSystem: any FileSystem
    ) throws(RunFailure) {
        self.fileSystem = fileSystem
        self.directory = directory
        isOnto = onto
        watch = Watch(isTelling: onto)
        day = UTCDay(containing: start.atMs)
        (syncedMS, probedMS, handedMS) = (start.atMs, start.atMs, start.atMs)
        if !onto { try Self.prepare(directory, on: fileSystem) }
        do throws(StoreOpenError) {
            let configuration = StoreConfiguration(
                dataDirectory: directory, spoolDirectory: onto ? nil : directory + Self.spoolName,
                spoolBytes: StoreConfiguration.spoolBytesMin)
            writer = try DiskWriter.open(fileSystem, configuration, start: start, observer: watch)
        } catch {
            throw onto ? RunFailure(error) : RunFailure(.failed, error.description)
        }
        try check()
    }

    var signals: Int { writer.signals }
    var followups: Int { writer.followups }
    /// What keeps lines from the files; whoever replays looks now and then.
    var failure: FileError? { isOnto ? nil : watch.failure }
    /// What earlier runs left pending; nothing in a folder of its own.
    var previousRun: PreviousRun? {
        isOnto ? PreviousRun.read(fileSystem, in: directory, runs: writer.previousRuns) : nil
    }

    func submit(_ submission: Submission) -> Bool {
        let timeMS = submission.timeMs
        if isOnto { keepUp(timeMS) }
        let isNewDay = UTCDay(containing: timeMS) != day
        // Before a day ends everything of it is home, the table of its markets too.
        let syncEveryMS = isOnto ? Self.syncEveryOntoMS : Self.syncEveryMS
        if isNewDay || timeMS - syncedMS >= syncEveryMS || timeMS < syncedMS { commit(timeMS) }
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
        if isOnto { return }
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

    /// What the live store does beside writing, at the same times of the recording in every replay.
    private func keepUp(_ timeMS: Int64) {
        if timeMS != handedMS { hand() }
        handedMS = timeMS
        guard timeMS - probedMS >= Self.probeEveryMS else { return }
        probedMS = timeMS
        if !writer.takesSubmissions { writer.retry() }
        writer.probed(Probe.run(fileSystem, in: directory))
        writer.drainIfDue()
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

    /// Keeps the first thing that went wrong, and where it is asked to, says what is counted as it is counted.
    private final class Watch: StoreObserver, @unchecked Sendable {
        private let isTelling: Bool
        private(set) var failure: FileError?

        init(isTelling: Bool) { self.isTelling = isTelling }

        func counted(signals notes: [String], first: Int) {
            guard isTelling else { return }
            for (offset, note) in notes.enumerated() {
                Console.say("Signal detected (#\(first + offset)), \(note)")
            }
        }

        func storage(_ event: StorageEvent) {
            if case .failing(let error) = event, failure == nil { failure = error }
            if isTelling { Console.say("storage: \(event)") }
        }
    }
}
