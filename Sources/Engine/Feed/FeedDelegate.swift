package import EngineWire

/// What the feed tells. Every call comes on the feed's event loop, one after the other, at once: nothing
/// waits in between, so a slow listener slows the reading of the socket and loses nothing.
package protocol FeedDelegate: AnyObject, Sendable {
    /// A bbo or a context. `nowMS` is the time of the socket read that brought it.
    func feedReceived(_ message: VenueMessage, nowMS: Int64)

    /// One socket read is dealt with: a good moment to do what the messages led to.
    func feedReadEnded(nowMS: Int64)

    func feedConnectionChanged(_ event: ConnectionEvent)

    func feedNoted(_ note: FeedNote, nowMS: Int64)
}
