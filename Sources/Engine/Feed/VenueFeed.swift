package import EngineCore
package import NIOCore

/// The feed: `FeedMachine` with a socket. Everything but `init`, `start` and `stop` happens on its event
/// loop, where the delegate is called too.
package final class VenueFeed: @unchecked Sendable {
    package let eventLoop: any EventLoop
    package let address: VenueAddress

    /// - Parameter markets: what to watch; a slot in messages is a position here.
    package init(
        address: VenueAddress, markets: [Market], settings: FeedSettings, clock: any EngineClock,
        eventLoop: any EventLoop, delegate: any FeedDelegate
    ) throws {
        self.eventLoop = eventLoop
        self.address = address
    }

    /// Begins to connect, and goes on until it is stopped.
    package func start() {}

    /// Ends in order: a close frame, the other side's answer or a deadline. Done when nothing more will be
    /// told to the delegate. May be called more than once.
    package func stop() -> EventLoopFuture<Void> { eventLoop.makeSucceededVoidFuture() }

    /// What the feed did until `endMS`, since the last call. On the event loop only.
    package func takeTally(endMS: Int64) -> FeedTally { FeedTally() }
}
