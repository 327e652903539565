/// The terms of the market are not those that it had when this process began.
struct ParameterChangeGate: Gate {
    static let name = GateName.parameterChange

    @inline(__always)
    func blocks(_ market: MarketState, nowMS: Int64) -> Bool { market.standing.areTermsChanged }
}

/// The venue's last `meta` says that the market is halted or delisted.
struct HaltGate: Gate {
    static let name = GateName.halt

    @inline(__always)
    func blocks(_ market: MarketState, nowMS: Int64) -> Bool { market.standing.isHalted }
}
