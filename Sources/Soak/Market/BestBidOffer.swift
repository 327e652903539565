/// The values of one `bbo` frame: both sides of the touch, each of which may be missing.
package struct BestBidOffer: Sendable, Equatable {
    /// The block's time in ms, some 200 ms before the frame is sent; rises strictly within a
    /// market, but for the one frame of a `VenueIncident` `timeRegression`.
    package var timeMs: Int64
    package var bid: BookLevel?
    package var ask: BookLevel?

    package init(timeMs: Int64, bid: BookLevel?, ask: BookLevel?) {
        self.timeMs = timeMs
        self.bid = bid
        self.ask = ask
    }
}
