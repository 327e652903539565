/// One channel of one market on one connection.
enum Subscription: Hashable, Sendable {
    /// Not wanted on this connection, or not yet.
    case off
    /// Wanted; its frame waits for its turn. `attempt` counts from 1 since it was last live.
    case queued(attempt: Int)
    /// Sent and not yet answered.
    case asked(atMS: Int64, attempt: Int)
    /// Acknowledged, or data came.
    case live

    /// It is to be sent, once more if it was sent before.
    mutating func queue() {
        switch self {
        case .off, .live: self = .queued(attempt: 1)
        case .asked(_, let attempt): self = .queued(attempt: attempt + 1)
        case .queued: break
        }
    }

    mutating func send(nowMS: Int64) {
        if case .queued(let attempt) = self { self = .asked(atMS: nowMS, attempt: attempt) }
    }
}
