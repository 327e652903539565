/// What the exchange did and what was asked of it, over all clients, with what was refused because a source
/// had passed one of its limits.
package struct ExchangeTally: Sendable {
    package var connections = 0
    package var connectionsOverLimit = 0
    package var messages = 0
    package var messagesOverLimit = 0
    package var subscriptionsOverLimit = 0
    package var infoRequests = 0
    package var infoRequestsOverLimit = 0
    /// Stream frames, each counted once a client, and their bytes with the WebSocket header.
    package var framesSent = 0
    package var bytesSent = 0
    /// How many events the market had, sent or not.
    package var events = 0

    package init() {}
}
