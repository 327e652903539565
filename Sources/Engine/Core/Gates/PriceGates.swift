/// The venue's mark is far from the middle of the book: `|mark - mid| / mid > limit`. Needs both sides.
struct MarkDivergenceGate: Gate {
    static let name = GateName.markDivergence
    let limit: BasisPoints

    @inline(__always)
    func blocks(_ market: MarketState, nowMS: Int64) -> Bool {
        guard let bid = market.bid, let ask = market.ask, let mark = market.mark else { return false }
        // Twice the mid, so that half a unit stays exact.
        let twiceMid = Int128(bid.price.mantissa) + Int128(ask.price.mantissa)
        let distance = (2 * Int128(mark.mantissa) - twiceMid).magnitude
        return distance * 100_000_000 > UInt128(limit.tenThousandths) * twiceMid.magnitude
    }
}

/// The spread is far wider than usual. Above the lower ratio only the suggested size shrinks.
struct SpreadShockGate: Gate {
    static let name = GateName.spreadShock
    let limits: SpreadShockLimits

    @inline(__always)
    func blocks(_ market: MarketState, nowMS: Int64) -> Bool { exceeds(limits.blocksAbove, market) }

    @inline(__always)
    func shrinks(_ market: MarketState) -> Bool { exceeds(limits.shrinksAbove, market) }

    @inline(__always)
    private func exceeds(_ ratio: Fixed8, _ market: MarketState) -> Bool {
        guard let spread = market.spread, let mean = market.spreadAverage.mean else { return false }
        return Double(spread) * Double(Fixed8.unit) > Double(ratio.mantissa) * mean
    }
}
