package import EngineCore

/// What one frame of the venue says. A `slot` is a position in the markets that the decoder was made for.
package enum VenueMessage: Hashable, Sendable {
    /// `blockTimeMS` is the venue's own time, nil where it sent none.
    case bbo(slot: Int, bid: Level?, ask: Level?, blockTimeMS: Int64?)
    /// `openInterest` is a size, nil where the venue sent none that can be read.
    case context(slot: Int, oracle: Price?, mark: Price?, openInterest: Size? = nil)
    case subscribed(MarketChannel, slot: Int)
    case unsubscribed(MarketChannel, slot: Int)
    case pong
    /// The venue refused something; the socket stays open.
    case error(String)
    /// A channel or an acknowledgement that nobody here asked for.
    case unknown(String)
    /// A frame that is no JSON, lacks what it must have, or holds a number that can't be taken exactly.
    case malformed(String)
}
