/// What changed, by the channel on which it is sent.
package enum MarketUpdate: Sendable, Equatable {
    case bbo(BestBidOffer)
    case ctx(AssetContext)
}
