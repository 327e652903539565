/// What the exchange did and what was asked of it, over all clients; limits of one source are counted where
/// they were passed.
package struct ExchangeTally: Sendable {
    package private(set) var connections = 0
    package private(set) var connectionsOverLimit = 0
    package private(set) var messages = 0
    package private(set) var messagesOverLimit = 0
    package var subscriptionsOverLimit = 0
    package var infoRequests = 0
    /// Stream frames, each counted once a client, and their bytes with the WebSocket header.
    package var framesSent = 0
    package var bytesSent = 0
    /// How many events the market had, sent or not.
    package var events = 0

    private let rules: SessionRules
    private var minute: Int64 = .min
    private var messagesInMinute = 0
    private var connectionsInMinute = 0

    package init(rules: SessionRules) { self.rules = rules }

    /// `open`: connections that are up with this one.
    package mutating func connected(open: Int, nowMs: Int64) {
        turn(nowMs)
        connections += 1
        connectionsInMinute += 1
        if open > rules.connectionsMax || connectionsInMinute > rules.connectionsPerMinuteMax {
            connectionsOverLimit += 1
        }
    }

    package mutating func message(nowMs: Int64) {
        turn(nowMs)
        messages += 1
        messagesInMinute += 1
        if messagesInMinute > rules.messagesPerMinuteMax { messagesOverLimit += 1 }
    }

    private mutating func turn(_ nowMs: Int64) {
        guard nowMs / 60_000 != minute else { return }
        minute = nowMs / 60_000
        messagesInMinute = 0
        connectionsInMinute = 0
    }
}
