/// What happens on a connection to a venue.
package enum LinkEvent: Equatable, Sendable {
    /// A whole text message.
    case text([UInt8])
    /// A ping of the WebSocket protocol; it has been answered.
    case protocolPing
    /// The last thing that happens.
    case closed(LinkEnd)
}

/// How a connection ended.
package enum LinkEnd: Equatable, Sendable, CustomStringConvertible {
    /// With a close frame of the venue.
    case closeFrame(code: Int, reason: String)
    /// Without a word.
    case cut
    case failed(String)

    package var description: String {
        switch self {
        case .closeFrame(let code, let reason): "\(code) \(reason)"
        case .cut: "cut without a close frame"
        case .failed(let why): why
        }
    }
}

/// One event and when it came in.
package struct LinkArrival: Equatable, Sendable {
    /// By the machine's wall clock, ms since the epoch.
    package var wallMs: Int64
    /// By its steady clock.
    package var steadyNs: Int64
    package var event: LinkEvent

    package init(wallMs: Int64, steadyNs: Int64, event: LinkEvent) {
        self.wallMs = wallMs
        self.steadyNs = steadyNs
        self.event = event
    }
}

/// A connection or an answer that could not be had.
package struct LinkFailure: Error, Equatable, Sendable, CustomStringConvertible {
    package let what: String
    package var description: String { what }

    package init(_ what: String) { self.what = what }
}
