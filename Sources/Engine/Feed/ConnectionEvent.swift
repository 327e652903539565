/// A line `connection` of the ledger.
package struct ConnectionEvent: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The WebSocket is open.
        case connected
        /// Every subscription is acknowledged, or has brought data.
        case subscribed
        /// Every market has sent its first context; or 10 s passed and the detail says how many have.
        case ready
        /// From here on nothing is known of any market.
        case lost(LossCause)

        package var name: String {
            switch self {
            case .connected: "connected"
            case .subscribed: "subscribed"
            case .ready: "ready"
            case .lost: "lost"
            }
        }
    }

    package let kind: Kind
    /// Counts attempts from 1, so one that was refused has a number too.
    package let connection: Int
    package let detail: String
    package let atMS: Int64

    package init(kind: Kind, connection: Int, detail: String, atMS: Int64) {
        self.kind = kind
        self.connection = connection
        self.detail = detail
        self.atMS = atMS
    }

    /// nil unless lost.
    package var cause: LossCause? {
        if case .lost(let cause) = kind { cause } else { nil }
    }
}
