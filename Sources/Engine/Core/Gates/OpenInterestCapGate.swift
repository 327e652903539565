/// As much is open as the venue allows: `openInterest * mark >= cap`, notional with notional, exactly. Where the
/// context names no mark the oracle stands for it. What is not known (cap, open interest, price) blocks nothing.
struct OpenInterestCapGate: Gate {
    static let name = GateName.openInterestCap

    @inline(__always)
    func blocks(_ market: MarketState, nowMS: Int64) -> Bool {
        guard let cap = market.standing.openInterestCap, let open = market.openInterest,
            let price = market.mark ?? market.oracle
        else { return false }
        return Int128(open.mantissa) * Int128(price.mantissa) >= Int128(cap.mantissa) * Int128(Fixed8.unit)
    }
}
