import EngineStore

/// How the engine ends, for whoever started it. The only place that knows the numbers.
package enum ExitStatus: Int32, Sendable {
    /// Ended in order; for `healthcheck`: healthy.
    case ended = 0
    /// Died of an error; for `healthcheck`: not healthy.
    case failed = 1
    /// Wrong usage or configuration.
    case usage = 64
    /// Another engine holds the directory.
    case held = 75
}

extension RunFailure {
    /// What follows from a store that could not be opened.
    init(_ error: StoreOpenError) {
        switch error {
        case .noDirectory: self.init(.usage, error.description)
        case .held: self.init(.held, error.description)
        case .unreadable, .nowhereToWrite: self.init(.failed, error.description)
        }
    }
}

/// Why a run could not begin or go on: one line, and the exit status.
package struct RunFailure: Error, Sendable, CustomStringConvertible {
    package let status: ExitStatus
    package let description: String

    package init(_ status: ExitStatus, _ description: String) {
        self.status = status
        self.description = description
    }
}
