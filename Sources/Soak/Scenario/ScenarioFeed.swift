/// What the engine of a scenario is connected to.
package enum ScenarioFeed: Equatable, Sendable {
    /// Our own exchange, in virtual time. The only one before which faults are injected.
    case synthetic
    /// The venue itself, in real time.
    case live
    /// A WebSocket address.
    case address(String)

    init?(_ text: String) {
        switch text {
        case "synthetic": self = .synthetic
        case "live": self = .live
        default:
            guard ["ws://", "wss://"].contains(where: { text.hasPrefix($0) && text.count > $0.count }) else {
                return nil
            }
            self = .address(text)
        }
    }

    package var text: String {
        switch self {
        case .synthetic: "synthetic"
        case .live: "live"
        case .address(let address): address
        }
    }
}
