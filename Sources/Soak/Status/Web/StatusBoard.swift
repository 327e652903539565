import DoDCalendar
import Synchronization

/// Which run a page shows. A runner opens its page before its run has a folder, and says meanwhile what it is at.
package final class StatusBoard: Sendable {
    /// How the engine says that it is, for a machine that asks; nil: it has no such page.
    package typealias EngineWord = @Sendable () -> (isHealthy: Bool, text: String)?

    private struct Subject {
        var source: StatusSource?
        /// What is done before there is a run.
        var waiting = ""
        var engine: EngineWord = { nil }
    }

    private let subject: Mutex<Subject>

    /// A page of a run that is there.
    package init(_ source: StatusSource) { subject = Mutex(Subject(source: source)) }

    /// `waiting`: what is done before there is a run.
    package init(waiting: String) { subject = Mutex(Subject(waiting: waiting)) }

    package func say(_ waiting: String) { subject.withLock { $0.waiting = waiting } }

    /// `engine` is asked on a thread of the page and may wait for a moment.
    package func show(_ source: StatusSource, engine: @escaping EngineWord = { nil }) {
        subject.withLock { $0 = Subject(source: source, engine: engine) }
    }

    /// Reads files.
    func status() -> RunStatus {
        let (source, waiting) = subject.withLock { ($0.source, $0.waiting) }
        return source?.status() ?? Self.none(waiting)
    }

    /// Asks the engine.
    func health(of status: RunStatus) -> RunHealth {
        var engine: (isHealthy: Bool, text: String)?
        if case .running = status.state { engine = subject.withLock { $0.engine }() }
        return RunHealth(status, engine: engine)
    }

    private static func none(_ waiting: String) -> RunStatus {
        let facts = RunFacts(
            folder: "", journal: JournalFold(), ledger: nil, log: LogFold(), errorLines: [], runner: .atWork,
            notesWaiting: 0, diskFreeBytes: nil, problems: [])
        var status = facts.status(
            nowMs: StatusSource.nowMs(), verdict: .none("there is no run yet"), calendar: .newYork)
        status.runID = "no run yet"
        status.feed = waiting
        return status
    }
}
