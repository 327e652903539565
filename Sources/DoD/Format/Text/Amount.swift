/// A price or a size, exactly: hundred-millionths in a 64-bit integer. Never a `Double`, so no digit is lost.
package struct Amount: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Decimals behind the dot.
    package static let scale = 8
    package static let unitsPerOne: Int64 = 100_000_000
    package static let zero = Amount(units: 0)

    package var units: Int64

    package init(units: Int64) { self.units = units }

    /// Reads a plain decimal (`186.55`, `3`, `-0.25`) of at most 8 decimals; nil for anything else.
    package init?(_ text: String) {
        guard let units = PlainDecimal.units(of: text, scale: Amount.scale) else { return nil }
        self.units = units
    }

    /// `value / 10^decimals` as a canonical decimal.
    package static func text(_ value: Int64, decimals: Int) -> String {
        PlainDecimal.text(value, scale: decimals)
    }

    package static func < (left: Amount, right: Amount) -> Bool { left.units < right.units }

    /// The canonical decimal of docs/formats.md.
    package var description: String { PlainDecimal.text(units, scale: Amount.scale) }
}
