/// One channel of one market on one connection.
enum Subscription: Hashable, Sendable {
    /// Asked for and not yet answered; `attempt` counts from 1 since it was last live.
    case asked(atMS: Int64, attempt: Int)
    /// Acknowledged, or data came.
    case live

    mutating func ask(nowMS: Int64) {
        switch self {
        case .asked(_, let attempt): self = .asked(atMS: nowMS, attempt: attempt + 1)
        case .live: self = .asked(atMS: nowMS, attempt: 1)
        }
    }
}
