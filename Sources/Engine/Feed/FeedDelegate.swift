package import EngineWire

/// What the feed tells. Every call comes on the feed's event loop, one after the other, at once: nothing
/// waits in between, so a slow listener slows the reading of the socket and loses nothing.
package protocol FeedDelegate: AnyObject, Sendable {
    /// A socket read brought something; `arrivedNs` (CLOCK_MONOTONIC) is when it was handed over, decrypted where
    /// that is needed. Real time, for those who measure: nothing is dated by it.
    func feedReadBegan(arrivedNs: UInt64)

    /// A bbo or a context. `nowMS` is the time of the socket read that brought it.
    func feedReceived(_ message: VenueMessage, nowMS: Int64)

    /// One socket read is dealt with: a good moment to do what the messages led to.
    func feedReadEnded(nowMS: Int64)

    func feedConnectionChanged(_ event: ConnectionEvent)

    func feedNoted(_ note: FeedNote, nowMS: Int64)
}

extension FeedDelegate {
    /// Who does not measure need not listen.
    package func feedReadBegan(arrivedNs: UInt64) {}
}
