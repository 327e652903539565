/// What a session answers to one frame of its client.
package enum SessionReply: Equatable, Sendable {
    case pong
    /// The ack goes out first, then the data of the new subscription.
    case subscribed(Subscription, ack: String)
    case unsubscribed(Subscription, ack: String)
    /// The same for a derived channel.
    case subscribedDerived(DerivedSubscription, ack: String)
    case unsubscribedDerived(ack: String)
    /// The source holds all the subscriptions that it may: no word.
    case overLimit
    /// The text of an `error` frame; the socket stays open.
    case refused(String)
    case post(id: String, payload: JSONValue)
    case nothing
}
