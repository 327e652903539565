/// The book is too old: nothing of it came for longer than the limit.
struct BboAgeGate: Gate {
    static let name = GateName.bboAge
    let limitMS: Int64

    @inline(__always)
    func blocks(_ market: MarketState, nowMS: Int64) -> Bool {
        guard let arrived = market.bboArrivedMS else { return false }
        return nowMS - arrived > limitMS
    }
}

/// The oracle is too old by arrival. Before the first context there is no oracle, so nothing to block.
struct ContextAgeGate: Gate {
    static let name = GateName.contextAge
    let limitMS: Int64

    @inline(__always)
    func blocks(_ market: MarketState, nowMS: Int64) -> Bool {
        guard let arrived = market.contextArrivedMS else { return false }
        return nowMS - arrived > limitMS
    }
}
