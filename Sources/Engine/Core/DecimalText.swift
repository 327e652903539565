/// Why a number was not taken. A number of the venue is taken exactly or not at all.
package enum DecimalError: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    /// Anything but digits and one dot between digits: exponents, NaN, signs, blanks, leading zeros.
    case malformed
    case negative
    case tooManyDecimals(limit: Int)
    case tooLarge

    package var description: String {
        switch self {
        case .empty: "an empty number"
        case .malformed: "not a plain decimal number"
        case .negative: "a negative number where none can be"
        case .tooManyDecimals(let limit): "more than \(limit) decimals"
        case .tooLarge: "a number too large for 64 bits"
        }
    }
}

/// The one reader of decimal text: `-0.25`, `29858.0`, `17`.
package enum DecimalText {
    /// The number times `10^scale`. Never rounds: what does not fit is an error.
    @inline(__always)
    package static func mantissa(
        of text: UnsafeRawBufferPointer, scale: Int, allowingNegative: Bool
    ) throws(DecimalError) -> Int64 {
        if let mantissa = short(text, scale: scale) { return mantissa }
        return try checked(text, scale: scale, allowingNegative: allowingNegative)
    }

    /// So many bytes of digits never overflow on the way.
    private static let shortMax = 18

    /// A number of the usual kind: few digits, no sign, nothing wrong with it. Nil says nothing: ask `checked`.
    @inline(__always)
    private static func short(_ text: UnsafeRawBufferPointer, scale: Int) -> Int64? {
        guard text.count <= shortMax else { return nil }
        var mantissa: Int64 = 0
        var at = 0
        while at < text.count, let digit = digit(text[at]) {
            mantissa = mantissa &* 10 &+ Int64(digit)
            at += 1
        }
        if at == 0 || (at > 1 && text[0] == UInt8(ascii: "0")) { return nil }
        var decimals = 0
        if at < text.count {
            if text[at] != UInt8(ascii: ".") { return nil }
            at += 1
            let begin = at
            while at < text.count, let digit = digit(text[at]) {
                mantissa = mantissa &* 10 &+ Int64(digit)
                at += 1
            }
            decimals = at - begin
            if decimals == 0 || decimals > scale || at < text.count { return nil }
        }
        let (scaled, overflow) = mantissa.multipliedReportingOverflow(by: powerOfTen(scale - decimals))
        return overflow ? nil : scaled
    }

    @inline(__always)
    private static func powerOfTen(_ exponent: Int) -> Int64 {
        switch exponent {
        case 0: 1
        case 1: 10
        case 2: 100
        case 3: 1_000
        case 4: 10_000
        case 5: 100_000
        case 6: 1_000_000
        case 7: 10_000_000
        case 8: 100_000_000
        default: (0..<exponent).reduce(1) { power, _ in power * 10 }
        }
    }

    /// The same with every check, and the reason where it can't be taken.
    package static func checked(
        _ text: UnsafeRawBufferPointer, scale: Int, allowingNegative: Bool
    ) throws(DecimalError) -> Int64 {
        var at = 0
        var isNegative = false
        if text.isEmpty { throw .empty }
        if text[0] == UInt8(ascii: "-") {
            if !allowingNegative { throw .negative }
            isNegative = true
            at = 1
        }
        var magnitude: UInt64 = 0
        let integerBegin = at
        while at < text.count, let digit = digit(text[at]) {
            try append(digit, to: &magnitude)
            at += 1
        }
        let integerDigits = at - integerBegin
        if integerDigits == 0 { throw .malformed }
        if integerDigits > 1, text[integerBegin] == UInt8(ascii: "0") { throw .malformed }
        var decimals = 0
        if at < text.count {
            if text[at] != UInt8(ascii: ".") { throw .malformed }
            at += 1
            while at < text.count, let digit = digit(text[at]) {
                if decimals == scale { throw .tooManyDecimals(limit: scale) }
                try append(digit, to: &magnitude)
                decimals += 1
                at += 1
            }
            if decimals == 0 || at < text.count { throw .malformed }
        }
        while decimals < scale {
            try append(0, to: &magnitude)
            decimals += 1
        }
        return isNegative ? -Int64(magnitude) : Int64(magnitude)
    }

    @inline(__always)
    private static func digit(_ byte: UInt8) -> UInt64? {
        let value = byte &- UInt8(ascii: "0")
        return value < 10 ? UInt64(value) : nil
    }

    @inline(__always)
    private static func append(_ digit: UInt64, to magnitude: inout UInt64) throws(DecimalError) {
        let (tens, tensOverflow) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, sumOverflow) = tens.addingReportingOverflow(digit)
        if tensOverflow || sumOverflow || sum > UInt64(Int64.max) { throw .tooLarge }
        magnitude = sum
    }
}
