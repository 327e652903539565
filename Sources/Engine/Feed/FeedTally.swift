package import EngineCore

/// What the feed did in one minute: the member `feed` of the ledger's `minute` line.
package struct FeedTally: Hashable, Sendable {
    package internal(set) var connectedMS: Int64 = 0
    package internal(set) var framesIn = 0
    package internal(set) var messagesOut = 0
    /// By `LossCause.rawValue`; a shutdown is no reconnect and is not counted.
    package internal(set) var reconnects = [Int](repeating: 0, count: LossCause.allCases.count)
    package internal(set) var unknown = 0
    package internal(set) var malformed = 0
    package internal(set) var pingRoundTripMSMax: Int64?
    private var connectedSinceMS: Int64?

    package init() {}

    mutating func note(_ event: ConnectionEvent) {
        switch event.kind {
        case .connected:
            connectedSinceMS = event.atMS
        case .lost(let cause):
            addConnected(until: event.atMS)
            connectedSinceMS = nil
            if cause != .shutdown { reconnects[Int(cause.rawValue)] += 1 }
        case .subscribed, .ready:
            break
        }
    }

    mutating func notePong(roundTripMS: Int64) {
        pingRoundTripMSMax = max(pingRoundTripMSMax ?? 0, roundTripMS)
    }

    /// Ends the minute at `endMS` and hands it out. A connection that lasts goes on in the next.
    mutating func take(endMS: Int64) -> FeedTally {
        addConnected(until: endMS)
        var next = FeedTally()
        if let since = connectedSinceMS { next.connectedSinceMS = max(since, endMS) }
        let ended = self
        self = next
        return ended
    }

    private mutating func addConnected(until endMS: Int64) {
        if let since = connectedSinceMS { connectedMS += max(0, endMS - since) }
    }

    /// The value of `feed`. Everything is asked over `/info`, never by a WebSocket post: none is in flight.
    package func write(to writer: inout LineWriter) {
        writer.open()
        writer.key("connected_ms")
        writer.value(connectedMS)
        writer.key("frames_in")
        writer.value(framesIn)
        writer.key("messages_out")
        writer.value(messagesOut)
        writer.key("posts_in_flight_max")
        writer.value(0)
        writer.key("reconnects")
        writer.open()
        for cause in LossCause.allCases where cause != .shutdown {
            writer.key(named: cause.name)
            writer.value(reconnects[Int(cause.rawValue)])
        }
        writer.close()
        writer.key("unknown")
        writer.value(unknown)
        writer.key("malformed")
        writer.value(malformed)
        writer.key("ping_rtt_ms_max")
        if let pingRoundTripMSMax { writer.value(pingRoundTripMSMax) } else { writer.null() }
        writer.close()
    }
}
