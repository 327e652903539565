/// What a session answers to one frame of its client.
package enum SessionReply: Equatable, Sendable {
    case pong
    /// The ack goes out first, then the data of the new subscription.
    case subscribed(Subscription, ack: String)
    case unsubscribed(Subscription, ack: String)
    /// The text of an `error` frame; the socket stays open.
    case refused(String)
    case post(id: String, payload: JSONValue)
    case nothing
}
