#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads a line that has its one canonical form, byte by byte, without allocating. Each step answers nil or
/// false at the first byte that is otherwise; what is wrong then is for the careful reader to say.
struct CanonicalCursor {
    private let base: UnsafePointer<UInt8>
    private let count: Int
    private var at = 0

    /// Nil for an empty line.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return nil }
        self.base = base
        count = bytes.count
    }

    var isAtEnd: Bool { at == count }

    mutating func literal(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count - at >= length, memcmp(base + at, text.utf8Start, length) == 0 else { return false }
        at += length
        return true
    }

    /// Digits without a leading zero, at most 18 of them.
    mutating func natural() -> Int64? {
        let start = at
        var value: Int64 = 0
        while at < count, at - start < 18 {
            let digit = base[at] &- UInt8(ascii: "0")
            if digit > 9 { break }
            value = value &* 10 &+ Int64(digit)
            at += 1
        }
        if at == start || (base[start] == UInt8(ascii: "0") && at > start + 1) { return nil }
        return value
    }

    /// A canonical decimal in units of `10^-scale`.
    mutating func decimal(scale: Int) -> Int64? {
        let isNegative = at < count && base[at] == UInt8(ascii: "-")
        if isNegative { at += 1 }
        guard let whole = natural(), literal(".") else { return nil }
        let start = at
        var decimals: Int64 = 0
        while at < count, at - start < scale {
            let digit = base[at] &- UInt8(ascii: "0")
            if digit > 9 { break }
            decimals = decimals &* 10 &+ Int64(digit)
            at += 1
        }
        let digits = at - start
        if digits == 0 || (digits > 1 && base[at - 1] == UInt8(ascii: "0")) { return nil }
        var unit: Int64 = 1
        for _ in digits..<scale { decimals = decimals &* 10 }
        for _ in 0..<scale { unit = unit &* 10 }
        let (scaled, isTooLarge) = whole.multipliedReportingOverflow(by: unit)
        let (value, carries) = scaled.addingReportingOverflow(decimals)
        if isTooLarge || carries || (isNegative && value == 0) { return nil }
        return isNegative ? -value : value
    }

    mutating func amount() -> Amount? { decimal(scale: Amount.scale).map { Amount(units: $0) } }
    mutating func basisPoints() -> BasisPoints? {
        decimal(scale: BasisPoints.scale).map { BasisPoints(hundredths: $0) }
    }

    mutating func side() -> Side? { literal("buy") ? .buy : literal("sell") ? .sell : nil }

    /// `xyz:11`; a dex is of letters, digits, `-` and `.`.
    mutating func market() -> MarketKey? {
        let start = at
        while at < count, Self.isDexByte(base[at]) { at += 1 }
        guard at > start, at < count, base[at] == UInt8(ascii: ":") else { return nil }
        let dex = String(decoding: UnsafeBufferPointer(start: base + start, count: at - start), as: UTF8.self)
        at += 1
        guard let index = natural() else { return nil }
        return MarketKey(dex: dex, index: Int(index))
    }

    /// Without the quotes around it.
    mutating func signalID() -> SignalID? {
        guard literal("sig_"), let market = market(), literal("_"), let side = side(), literal("_"),
            let timestampMS = natural(), literal("_"), let number = natural()
        else { return nil }
        return SignalID(market: market, side: side, timestampMS: timestampMS, number: number)
    }

    private static func isDexByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return true
        default: return false
        }
    }
}
