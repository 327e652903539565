/// Decimals as text and as integers of a fixed scale. Not a fast path: records have `CanonicalCursor`.
enum PlainDecimal {
    /// More digits than this can't fit 64 bits.
    private static let digitsMax = 18

    /// `mantissa / 10^scale` with at least one decimal and no other trailing zero.
    static func text(_ mantissa: Int64, scale: Int) -> String {
        var unit: UInt64 = 1
        for _ in 0..<scale { unit *= 10 }
        var decimals = String(mantissa.magnitude % unit)
        decimals = String(repeating: "0", count: max(scale, 1) - decimals.utf8.count) + decimals
        while decimals.utf8.count > 1, decimals.hasSuffix("0") { decimals.removeLast() }
        return "\(mantissa < 0 ? "-" : "")\(mantissa.magnitude / unit).\(decimals)"
    }

    /// The value in units of `10^-scale`; nil for an exponent, more decimals than `scale`, or too large a number.
    static func units(of text: String, scale: Int) -> Int64? {
        var bytes = Array(text.utf8)[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes.removeFirst() }
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let whole = parts[0]
        let decimals = parts.count == 2 ? parts[1] : []
        guard !whole.isEmpty, parts.count == 1 || !decimals.isEmpty, decimals.count <= scale else {
            return nil
        }
        guard whole.count <= digitsMax else { return nil }
        var value: Int64 = 0
        for byte in whole + decimals + ArraySlice(repeating: UInt8(ascii: "0"), count: scale - decimals.count)
        {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let (tenfold, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, carries) = tenfold.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            if isTooLarge || carries { return nil }
            value = sum
        }
        return isNegative ? -value : value
    }
}
