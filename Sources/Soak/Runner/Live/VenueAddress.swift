/// An exchange that is there already, as its WebSocket URL names it.
package struct VenueAddress: Equatable, Sendable {
    package let isTLS: Bool
    package let host: String
    package let port: Int
    /// From the first slash on; `/ws` where none is given.
    package let path: String

    /// Hyperliquid's own, which `live` means.
    package static let hyperliquid = VenueAddress("wss://api.hyperliquid.xyz/ws")!

    /// `ws://HOST[:PORT][/PATH]` or `wss://…`; nil for anything else, names and passwords in it included.
    package init?(_ url: String) {
        if url.hasPrefix("wss://") {
            isTLS = true
        } else if url.hasPrefix("ws://") {
            isTLS = false
        } else {
            return nil
        }
        let rest = url.dropFirst(isTLS ? 6 : 5)
        let authority = rest.prefix { $0 != "/" }
        let words = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = words.first, !host.isEmpty, words.count <= 2,
            url.allSatisfy({ $0.isASCII && !$0.isWhitespace && !"@?#\"'\\[]".contains($0) })
        else { return nil }
        if words.count == 2 {
            guard let port = UInt16(words[1]), port > 0 else { return nil }
            self.port = Int(port)
        } else {
            port = isTLS ? 443 : 80
        }
        self.host = String(host)
        let path = rest.dropFirst(authority.count)
        self.path = path.isEmpty ? "/ws" : String(path)
    }

    private var authority: String { port == (isTLS ? 443 : 80) ? host : "\(host):\(port)" }
    package var webSocketURL: String { "\(isTLS ? "wss" : "ws")://\(authority)\(path)" }
    /// Where the same host answers questions.
    package var infoURL: String { "\(isTLS ? "https" : "http")://\(authority)/info" }
}

/// Where the frames of a run come from.
package enum RunFeed: Equatable, Sendable {
    /// An exchange of the run's own, on its own clock.
    case synthetic
    /// One that is there already; the run's time is the machine's.
    case venue(VenueAddress)

    /// `live`, `synthetic` or a WebSocket URL.
    package init?(_ text: String) {
        switch text {
        case "synthetic": self = .synthetic
        case "live": self = .venue(.hyperliquid)
        default:
            guard let address = VenueAddress(text) else { return nil }
            self = .venue(address)
        }
    }

    /// What `init` reads.
    package var text: String {
        switch self {
        case .synthetic: "synthetic"
        case .venue(let address): address == .hyperliquid ? "live" : address.webSocketURL
        }
    }
}
