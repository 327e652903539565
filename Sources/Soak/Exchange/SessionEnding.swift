/// How a connection ends when the exchange ends it.
package enum SessionEnding: Equatable, Sendable {
    /// Its lifetime is over: close frame `1000 "Expired"`.
    case expired
    /// Nothing was sent to it for too long: close frame `1000 "Inactive"`.
    case inactive
    /// Cut without a close frame.
    case cut

    /// The reason in the close frame; nil when there is no frame.
    package var reason: String? {
        switch self {
        case .expired: "Expired"
        case .inactive: "Inactive"
        case .cut: nil
        }
    }
}
