/// A number of the venue, exactly: a count of 1e-8. A `Double` would lose digits, and a lost digit is a
/// wrong edge.
package struct Fixed8: Hashable, Comparable, Sendable, CustomStringConvertible {
    package static let scale = 8
    package static let unit: Int64 = 100_000_000
    package static let zero = Fixed8(mantissa: 0)

    /// The number times 1e8.
    package let mantissa: Int64

    @inline(__always)
    package init(mantissa: Int64) { self.mantissa = mantissa }

    /// Reads a plain decimal (`186.55`). Throws rather than round: exponents, NaN, a ninth decimal and what
    /// does not fit in 64 bits are refused.
    @inline(__always)
    package init(text: UnsafeRawBufferPointer, allowingNegative: Bool = false) throws(DecimalError) {
        mantissa = try DecimalText.mantissa(
            of: text, scale: Fixed8.scale, allowingNegative: allowingNegative)
    }

    package init(_ text: String, allowingNegative: Bool = false) throws(DecimalError) {
        mantissa = try DecimalText.mantissa(
            ofString: text, scale: Fixed8.scale, allowingNegative: allowingNegative)
    }

    package static func < (left: Fixed8, right: Fixed8) -> Bool { left.mantissa < right.mantissa }

    /// The canonical decimal: `3.0`, `186.55`.
    package var description: String {
        var writer = LineWriter(reserving: 24)
        writer.decimal(mantissa, scale: Fixed8.scale)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

package typealias Price = Fixed8
package typealias Size = Fixed8

extension DecimalText {
    static func mantissa(
        ofString text: String, scale: Int, allowingNegative: Bool
    ) throws(DecimalError) -> Int64 {
        let bytes = Array(text.utf8)
        let result = bytes.withUnsafeBytes { raw -> Result<Int64, DecimalError> in
            do throws(DecimalError) {
                return .success(try mantissa(of: raw, scale: scale, allowingNegative: allowingNegative))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
