/// An edge or a cost in basis points (1e-4), exactly: hundredths of one in a 64-bit integer.
package struct BasisPoints: Hashable, Comparable, Sendable, CustomStringConvertible {
    package static let scale = 2
    package static let zero = BasisPoints(hundredths: 0)

    package var hundredths: Int64

    package init(hundredths: Int64) { self.hundredths = hundredths }

    /// Reads a plain decimal of at most 2 decimals; nil for anything else.
    package init?(_ text: String) {
        guard let units = PlainDecimal.units(of: text, scale: BasisPoints.scale) else { return nil }
        self.hundredths = units
    }

    /// `change / reference` in basis points, half to even at 2 decimals. `reference` must be above zero.
    package init(change: Int64, over reference: Int64) {
        hundredths = BasisPoints.divideHalfEven(Int128(change) * 1_000_000, by: Int128(reference))
    }

    /// True when this is `change / reference`, half to even at 2 decimals: tried by multiplying back, which costs
    /// a tenth of a division of 128 bits.
    func isRounded(change: Int64, over reference: Int64) -> Bool {
        let (scaled, isTooLarge) = change.multipliedReportingOverflow(by: 1_000_000)
        let (back, isBackTooLarge) = hundredths.multipliedReportingOverflow(by: reference)
        let (rest, isRestTooLarge) = scaled.subtractingReportingOverflow(back)
        guard !isTooLarge, !isBackTooLarge, !isRestTooLarge, rest.magnitude < 1 << 62 else {
            return BasisPoints(change: change, over: reference) == self
        }
        let twice = rest.magnitude * 2
        return twice < reference.magnitude || twice == reference.magnitude && hundredths & 1 == 0
    }

    package static func + (left: BasisPoints, right: BasisPoints) -> BasisPoints {
        BasisPoints(hundredths: left.hundredths &+ right.hundredths)
    }

    package static func - (left: BasisPoints, right: BasisPoints) -> BasisPoints {
        BasisPoints(hundredths: left.hundredths &- right.hundredths)
    }

    package static func < (left: BasisPoints, right: BasisPoints) -> Bool {
        left.hundredths < right.hundredths
    }

    package var description: String { PlainDecimal.text(hundredths, scale: BasisPoints.scale) }

    /// Rounded to the nearest integer, a tie to the even one; what leaves 64 bits is clamped.
    static func divideHalfEven(_ numerator: Int128, by denominator: Int128) -> Int64 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        let twice = remainder.magnitude * 2
        let tieOrMore = twice > denominator.magnitude || (twice == denominator.magnitude && quotient % 2 != 0)
        let step: Int128 = (numerator < 0) == (denominator < 0) ? 1 : -1
        return Int64(clamping: tieOrMore ? quotient + step : quotient)
    }
}
