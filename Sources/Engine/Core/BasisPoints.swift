/// A cost or a limit in basis points (1e-4), exactly: a count of 1e-4 bps, so that fractional fees stay exact.
package struct BasisPoints: Hashable, Comparable, Sendable, CustomStringConvertible {
    package static let scale = 4

    /// bps times 1e4.
    package let tenThousandths: Int64

    package init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

    package static func whole(_ bps: Int64) -> BasisPoints { BasisPoints(tenThousandths: bps * 10_000) }

    /// Reads a plain decimal with at most 4 decimals, not negative (`4.5`).
    package init(_ text: String) throws(DecimalError) {
        tenThousandths = try DecimalText.mantissa(
            ofString: text, scale: BasisPoints.scale, allowingNegative: false)
    }

    package static func + (left: BasisPoints, right: BasisPoints) -> BasisPoints {
        BasisPoints(tenThousandths: left.tenThousandths + right.tenThousandths)
    }

    package static func < (left: BasisPoints, right: BasisPoints) -> Bool {
        left.tenThousandths < right.tenThousandths
    }

    package var description: String {
        var writer = LineWriter(reserving: 24)
        writer.decimal(tenThousandths, scale: BasisPoints.scale)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
