/// The arithmetic of an edge, exact: integers of 128 bits, rounded once, when it is written.
enum TruthEdge {
    /// How far the best price lies on the profitable side of the oracle, in units of 1e-8; negative when not.
    static func distance(side: TruthSide, bestPxE8: Int64, oraclePxE8: Int64) -> Int64 {
        switch side {
        case .buy: oraclePxE8 - bestPxE8
        case .sell: bestPxE8 - oraclePxE8
        }
    }

    /// Whether the unrounded edge reaches the cost: an edge of exactly the cost does.
    static func reaches(costHundredths: Int64, distanceE8: Int64, oraclePxE8: Int64) -> Bool {
        oraclePxE8 > 0 && Int128(distanceE8) * 1_000_000 >= Int128(costHundredths) * Int128(oraclePxE8)
    }

    /// The edge in hundredths of a bps, a tie going to the even hundredth.
    static func hundredths(distanceE8: Int64, oraclePxE8: Int64) -> Int64 {
        let numerator = Int128(distanceE8) * 1_000_000
        let divisor = Int128(oraclePxE8)
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: divisor)
        let twice = remainder.magnitude * 2
        let roundsAway = twice > divisor.magnitude || (twice == divisor.magnitude && quotient % 2 != 0)
        return Int64(quotient) + (roundsAway ? (numerator < 0 ? -1 : 1) : 0)
    }
}
