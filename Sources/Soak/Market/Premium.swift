/// The venue's identity between impact prices, oracle and premium on builder-deployed dexes.
package enum Premium {
    /// `0.5 * (impactBid + impactAsk) / oracle - 1` in units of 1e-10, a tie going to the even one.
    package static func e10(impactBidE8: Int64, impactAskE8: Int64, oracleE8: Int64) -> Int64 {
        let twice = Int128(oracleE8) * 2
        let numerator = (Int128(impactBidE8) + Int128(impactAskE8) - twice) * 10_000_000_000
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: twice)
        let doubled = remainder.magnitude * 2
        let roundsAway = doubled > twice.magnitude || (doubled == twice.magnitude && quotient % 2 != 0)
        return Int64(quotient) + (roundsAway ? (numerator < 0 ? -1 : 1) : 0)
    }
}
