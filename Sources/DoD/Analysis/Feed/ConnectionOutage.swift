package import DoDFormat

/// A stretch without a connection that is up and subscribed.
package struct ConnectionOutage: Hashable, Sendable {
    package enum Origin: Hashable, Sendable {
        /// The first start in the ledger: nothing was lost yet.
        case firstStart
        /// The connection was lost, with the ledger's cause.
        case lost(cause: String)
        /// The process ended without a word; the stretch begins where it last spoke.
        case processDied
        /// The process stopped in order, or the ledger says no more.
        case processEnded
    }

    package var origin: Origin
    package var fromMS: Int64
    /// Nil when none came back.
    package var toMS: Int64?
    /// Until when the ledger shows that none was up.
    package var lastSeenMS: Int64
    /// Connections that were tried in vain.
    package var attempts: Int64 = 0
    /// True when another process came in between.
    package var isOverRestart = false

    package var window: TimeWindow { TimeWindow(fromMS: fromMS, toMS: toMS ?? lastSeenMS) }
    package var isLoss: Bool { if case .lost = origin { true } else { false } }
    package var words: String {
        switch origin {
        case .firstStart: "start"
        case .lost(let cause): cause
        case .processDied: "the process died"
        case .processEnded: "the process ended"
        }
    }
}
