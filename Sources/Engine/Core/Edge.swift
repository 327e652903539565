/// How far a best price stands on the profitable side of the oracle, in exact integer arithmetic.
///
/// Prices are positive. Products of two 64-bit numbers need 128 bits, and have them.
package enum Edge {
    /// Whether the *unrounded* edge reaches the cost: `gain / oracle * 1e4 >= cost`.
    @inline(__always)
    package static func reaches(_ cost: BasisPoints, side: Side, best: Price, oracle: Price) -> Bool {
        let gain = gain(side: side, best: best, oracle: oracle)
        return Int128(gain) * 100_000_000 >= Int128(cost.tenThousandths) * Int128(oracle.mantissa)
    }

    /// The edge in hundredths of a bps, rounded half to even.
    package static func hundredths(side: Side, best: Price, oracle: Price) -> Int64 {
        roundedHalfEven(
            Int128(gain(side: side, best: best, oracle: oracle)) * 1_000_000, over: Int128(oracle.mantissa))
    }

    /// How far a price moved, `(now - then) / then`, in hundredths of a bps, rounded half to even.
    package static func movedHundredths(from then: Price, to now: Price) -> Int64 {
        roundedHalfEven(Int128(now.mantissa - then.mantissa) * 1_000_000, over: Int128(then.mantissa))
    }

    /// `raw - cost` in hundredths of a bps. Exact for a cost of whole hundredths, else half to even.
    package static func netHundredths(raw: Int64, cost: BasisPoints) -> Int64 {
        roundedHalfEven(Int128(raw) * 100 - Int128(cost.tenThousandths), over: 100)
    }

    @inline(__always)
    private static func gain(side: Side, best: Price, oracle: Price) -> Int64 {
        side == .buy ? oracle.mantissa - best.mantissa : best.mantissa - oracle.mantissa
    }

    /// `numerator / denominator` to the nearest integer, a tie to the even one. What does not fit in 64 bits
    /// is held at their end: prices that differ by a factor of a million million are not a market.
    static func roundedHalfEven(_ numerator: Int128, over denominator: Int128) -> Int64 {
        let (quotient, remainder) = numerator.magnitude.quotientAndRemainder(
            dividingBy: denominator.magnitude)
        let twice = remainder * 2
        let isUp = twice > denominator.magnitude || (twice == denominator.magnitude && quotient & 1 == 1)
        let rounded = Int128(clamping: isUp ? quotient + 1 : quotient)
        return Int64(clamping: (numerator < 0) == (denominator < 0) ? rounded : -rounded)
    }
}
