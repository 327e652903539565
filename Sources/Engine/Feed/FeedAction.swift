package import EngineWire

/// What the shell has to carry out.
package enum FeedAction: Hashable, Sendable {
    /// Open a socket and upgrade it; events of any older one no longer count.
    case connect(connection: Int)
    case send(ClientFrame)
    /// A close frame, then wait for the other side's.
    case sendClose
    /// Close the socket at once; nothing of it counts any more.
    case abandon
    case report(ConnectionEvent)
    case note(FeedNote)
    case pongMeasured(roundTripMS: Int64)
    /// It is over and stays so.
    case stopped
}
