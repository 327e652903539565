/// One side of the book: the best price and what stands there.
package struct Level: Hashable, Sendable {
    package let price: Price
    package let size: Size

    @inline(__always)
    package init(price: Price, size: Size) {
        self.price = price
        self.size = size
    }
}

/// What is known of one market now. A lost connection makes unknown again all that came through it.
package struct MarketState: Sendable {
    package internal(set) var bid: Level?
    package internal(set) var ask: Level?
    package internal(set) var oracle: Price?
    package internal(set) var mark: Price?
    /// When the last bbo and the last activeAssetCtx came, by the engine's clock. Ages are measured from
    /// here, never from changes of a price: a closed market repeats itself and is not stale.
    package internal(set) var bboArrivedMS: Int64?
    package internal(set) var contextArrivedMS: Int64?
    package internal(set) var spreadAverage = SpreadAverage()
    /// As the last context said; nil when it did not.
    package internal(set) var openInterest: Size?
    package internal(set) var blockTime = BlockTime()
    /// From the venue's tables: the one thing that a lost connection leaves.
    package internal(set) var standing: MarketStanding

    package init(standing: MarketStanding = MarketStanding()) { self.standing = standing }

    package var isTwoSided: Bool { bid != nil && ask != nil }

    /// `ask - bid` as a count of 1e-8, where both are there.
    @inline(__always)
    var spread: Int64? {
        guard let bid, let ask else { return nil }
        return ask.price.mantissa - bid.price.mantissa
    }

    @inline(__always)
    package func level(_ side: Side) -> Level? { side == .buy ? ask : bid }
}

/// The exponentially weighted mean of the spread, started by the first spread it is given.
///
/// A spread of zero or below (a locked or crossed book) says nothing of the usual one and is left out: a
/// mean of zero would block the market for good. A `Double` serves: it is compared, never written down.
package struct SpreadAverage: Sendable {
    package static let alpha = 0.05
    package private(set) var mean: Double?

    mutating func add(_ spread: Int64) {
        guard spread > 0 else { return }
        if let mean {
            self.mean = mean + SpreadAverage.alpha * (Double(spread) - mean)
        } else {
            mean = Double(spread)
        }
    }
}
