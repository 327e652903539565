/// What a run is doing.
package enum RunState: Equatable, Sendable {
    /// The runner is at work and no engine was started yet.
    case preparing
    case running(sinceMs: Int64)
    /// The runner is at work, the engine is not.
    case engineDown(why: String, sinceMs: Int64)
    /// Stopped in order before its time; `hip3-soak resume` goes on with it.
    case paused(sinceMs: Int64)
    /// Nobody holds the run any more, and it never said that it ended. The time is of the last word.
    /// A synthetic one can't be gone on with: its exchange and its time went with the runner.
    case abandoned(sinceMs: Int64, canGoOn: Bool)
    case ended(outcome: String, atMs: Int64)
    /// There is no journal, or no run in it.
    case noRun

    package var word: String {
        switch self {
        case .preparing: "preparing"
        case .running: "running"
        case .engineDown: "engine-down"
        case .paused: "paused"
        case .abandoned: "abandoned"
        case .ended: "ended"
        case .noRun: "no-run"
        }
    }

    package var sinceMs: Int64? {
        switch self {
        case .running(let ms), .engineDown(_, let ms), .paused(let ms), .abandoned(let ms, _),
            .ended(_, let ms):
            ms
        case .preparing, .noRun: nil
        }
    }

    /// More than the word: why, or how.
    package var detail: String? {
        switch self {
        case .engineDown(let why, _): why
        case .ended(let outcome, _): outcome
        case .paused: "stopped in order before its time; `hip3-soak resume` goes on with it"
        case .abandoned(_, canGoOn: true):
            "the runner is gone and said nothing; `hip3-soak resume` goes on with it"
        case .abandoned(_, canGoOn: false):
            "the runner is gone and said nothing; the exchange went with it, so begin it again"
        default: nil
        }
    }

    package var isOver: Bool {
        switch self {
        case .ended, .paused, .abandoned, .noRun: true
        default: false
        }
    }

    /// Whether a runner is at work, from what the journal says last and whether somebody holds the reports.
    static func of(_ journal: JournalFold, runner: RunnerPresence) -> RunState {
        guard journal.start != nil else { return runner == .atWork ? .preparing : .noRun }
        if let ended = journal.ended { return .ended(outcome: ended.outcome, atMs: ended.at.virtualMs) }
        if let paused = journal.paused { return .paused(sinceMs: paused.virtualMs) }
        if runner == .gone {
            return .abandoned(
                sinceMs: journal.last?.virtualMs ?? 0, canGoOn: journal.start?.isSynthetic == false)
        }
        switch journal.engine {
        case .never: return .preparing
        case .up(_, _, let at): return .running(sinceMs: at.virtualMs)
        case .down(let why, let at): return .engineDown(why: why, sinceMs: at.virtualMs)
        }
    }
}

/// Whether the runner of a run is there, as far as it can be seen from outside.
package enum RunnerPresence: Sendable {
    case atWork
    case gone
    /// Nothing tells.
    case unknown
}
