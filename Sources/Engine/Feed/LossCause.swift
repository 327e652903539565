/// Why a connection was lost, as the ledger names it.
package enum LossCause: UInt8, Hashable, Sendable, CaseIterable {
    /// The venue ended the connection's life: close 1000 "Expired".
    case expired = 0
    /// The venue heard or said nothing for a minute: close 1000 "Inactive".
    case inactive
    /// Any other end by the other side, with a close frame or without (1006).
    case closed
    /// It never came to be: refused, no such name, no answer in time, an answer that is no upgrade.
    case refused
    /// The socket was open and silent, or a pong did not come.
    case stalled
    /// What came was no WebSocket, or the connection broke on our side.
    case error
    /// The engine ended it itself.
    case shutdown

    package var name: String {
        switch self {
        case .expired: "expired"
        case .inactive: "inactive"
        case .closed: "closed"
        case .refused: "refused"
        case .stalled: "stalled"
        case .error: "error"
        case .shutdown: "shutdown"
        }
    }

    /// What a close frame means.
    package static func ofClose(code: Int?, reason: String) -> LossCause {
        switch (code, reason.lowercased()) {
        case (1000, "expired"): .expired
        case (1000, "inactive"): .inactive
        default: .closed
        }
    }
}
