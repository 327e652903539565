import Synchronization

@testable import EngineStore

/// A data directory and a spool, with engines that come and go in it. What was promised (counted) is kept
/// beside it, over all engines, so that it can be compared with the files.
final class Yard {
    let directory = TemporaryDirectory()
    let configuration: StoreConfiguration
    let promises = Promises()
    private(set) var writer: DiskWriter?
    private var nextRecord = 0

    static let morning = UTCDay("2026-01-20")!.firstMs + 8 * 3_600_000

    init(spoolBytes: Int64 = StoreConfiguration.spoolBytesMin) {
        let data = directory.makeDirectory("data")
        configuration = StoreConfiguration(
            dataDirectory: data, spoolDirectory: directory.path + "/spool", spoolBytes: spoolBytes)
    }

    var data: String { configuration.dataDirectory }

    /// A new engine; the one before, if any, is gone without a word.
    @discardableResult
    func start(_ disk: any FileSystem = PosixFileSystem(), atMs: Int64 = morning) throws -> DiskWriter {
        writer = nil
        let start = LedgerEntry("start", atMs: atMs, members: Array(#""run_id":"r""#.utf8))
        for _ in 0..<Self.lockTries {
            do throws(StoreOpenError) {
                let started = try DiskWriter.open(disk, configuration, start: start, observer: promises)
                writer = started
                return started
            } catch {
                guard case .held = error else { throw error }
                sleep(ns: 5_000_000)
            }
        }
        throw StoreOpenError.held(path: configuration.dataDirectory)
    }

    /// A test beside this one that starts a process has all our files open, locks too, from its fork to its exec.
    private static let lockTries = 400

    func kill() { writer = nil }

    func signals(_ count: Int, at timeMs: Int64 = morning) -> [Submission] {
        (0..<count).map { _ in
            nextRecord += 1
            let line = #"{"timestamp_ms":\#(timeMs),"number":\#(nextRecord),"filler":"abcdefghij"}"#
            return .record(
                Record(.signals, timeMs: timeMs, line: Array((line + "\n").utf8), note: "\(nextRecord)"))
        }
    }

    /// One group commit, as the two threads would carry it out.
    func commit(_ disk: any FileSystem = PosixFileSystem()) {
        guard let writer else { return }
        writer.drainIfDue()
        if let job = writer.beginSync() { writer.finishSync(job.run(on: disk)) }
    }

    func lines(_ name: String) -> [String] {
        let all = text(of: data + "/" + name)
        return all.split(separator: "\n").map(String.init)
    }

    /// The ledger lines of a day.
    func ledger(day: String = "2026-01-20") -> [String] { lines("ledger_\(day).jsonl") }

    func ledger(_ type: String, _ day: String = "2026-01-20") -> [String] {
        ledger(day: day).filter { $0.hasPrefix(#"{"type":"\#(type)","#) }
    }
}

/// What the engine said it had counted.
final class Promises: StoreObserver {
    private let state = Mutex<(notes: [String], events: [StorageEvent])>(([], []))

    var notes: [String] { state.withLock(\.notes) }
    var events: [StorageEvent] { state.withLock(\.events) }

    func counted(signals notes: [String], first: Int) { state.withLock { $0.notes += notes } }
    func storage(_ event: StorageEvent) { state.withLock { $0.events.append(event) } }
}
