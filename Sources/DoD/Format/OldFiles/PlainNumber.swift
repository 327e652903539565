/// A double as the shortest decimal that gives it back, without an exponent.
package enum PlainNumber {
    /// `3.0`, `0.00000125`; `nan` and `inf` as they are called, which no JSON reader takes for numbers.
    package static func text(_ value: Double) -> String {
        let shortest = value.description
        guard let mark = shortest.firstIndex(of: "e"), value.isFinite,
            let exponent = Int(shortest[shortest.index(after: mark)...])
        else { return shortest }
        let isNegative = shortest.hasPrefix("-")
        let mantissa = shortest[..<mark].drop { $0 == "-" }
        let parts = mantissa.split(separator: ".")
        var digits = String(parts[0])
        let decimals = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
        digits += decimals
        let point = parts[0].utf8.count + exponent  // digits before the dot
        let text: String
        if point <= 0 {
            text = "0." + String(repeating: "0", count: -point) + digits
        } else if point >= digits.utf8.count {
            text = digits + String(repeating: "0", count: point - digits.utf8.count) + ".0"
        } else {
            text = "\(digits.prefix(point)).\(digits.dropFirst(point))"
        }
        return isNegative ? "-" + text : text
    }
}
