/// The venue's decimals as whole numbers of 1e-8, exactly; digits beyond are cut, as everybody here does.
enum DecimalE8 {
    private static let places = 8

    /// Nil for what is no plain decimal, or too large.
    static func parse(_ text: String) -> Int64? {
        var value: Int64 = 0
        var decimals = -1
        var hasDigit = false
        var isNegative = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: isNegative = true
            case UInt8(ascii: ".") where decimals < 0: decimals = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                hasDigit = true
                if decimals >= 0 {
                    if decimals == places { continue }
                    decimals += 1
                }
                let (product, overflow) = value.multipliedReportingOverflow(by: 10)
                let (sum, more) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
                if overflow || more { return nil }
                value = sum
            default: return nil
            }
        }
        guard hasDigit else { return nil }
        for _ in max(0, decimals)..<places {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = product
        }
        return isNegative ? -value : value
    }
}
