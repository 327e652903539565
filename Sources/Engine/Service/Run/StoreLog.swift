import EngineStore
import Logging

/// Tells the log what the store counts and how it is. A line per signal, and one per change of state.
final class StoreLog: StoreObserver {
    private let log: Logger

    init(_ log: Logger) { self.log = log }

    func counted(signals notes: [String], first: Int) {
        for (offset, note) in notes.enumerated() { log.info("Signal detected (#\(first + offset)), \(note)") }
    }

    func storage(_ event: StorageEvent) {
        switch event {
        case .failing(let error): log.error("storage failing: \(error.description)")
        case .recovered(let path): log.info("storage recovered: \(path)")
        case .spooling: log.warning("storage: lines go to the spool until the data directory is well")
        case .drained(let lines, let bytes):
            log.info("storage: \(lines) lines (\(bytes) bytes) brought home from the spool")
        case .dropped(let lines):
            log.error("storage: \(lines) lines dropped, neither data nor spool took them")
        case .shrunk(let file, let bytes):
            log.error("storage: \(file) is \(bytes) bytes shorter than what was sealed of it")
        case .repaired(let file, let bytes, let quarantine):
            log.warning("storage: \(bytes) bytes moved from the end of \(file) to \(quarantine)")
        case .packed(let file, let from, let to):
            log.info("storage: \(file) packed from \(from) to \(to) bytes")
        case .notPacked(let file, let error):
            log.warning("storage: \(file) is not packed: \(error.description)")
        case .adopted(let file, let records, let bytes):
            log.info("storage: \(records) records (\(bytes) bytes) of \(file) taken over from an earlier run")
        }
    }
}
