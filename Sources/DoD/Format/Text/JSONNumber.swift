/// The number grammar of JSON, strictly, naming what else stands there.
enum JSONNumber {
    /// Reads the number at `at` and moves behind it.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) throws -> JSONValue {
        let start = at
        var end = at
        while end < bytes.count, isPart(bytes[end]) { end += 1 }
        at = end
        if let small = shortInteger(bytes, start, end) { return .integer(small) }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        if text.isEmpty { throw FormatError(.notJSON, at: start) }
        try check(text, isTorn: end == bytes.count, at: start)
        if text.utf8.allSatisfy({ $0 != UInt8(ascii: ".") && $0 | 0x20 != UInt8(ascii: "e") }) {
            guard let value = Int64(text) else { return .decimal(text) }
            return value == 0 && text.hasPrefix("-") ? .decimal(text) : .integer(value)
        }
        return .decimal(text)
    }

    /// Up to 18 digits without a leading zero: nearly every number of a ledger.
    private static func shortInteger(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int64?
    {
        guard end > start, end - start <= 18, bytes[start] != UInt8(ascii: "0") || end == start + 1 else {
            return nil
        }
        var value: Int64 = 0
        for index in start..<end {
            let digit = bytes[index] &- UInt8(ascii: "0")
            if digit > 9 { return nil }
            value = value &* 10 &+ Int64(digit)
        }
        return value
    }

    /// Letters are taken in, so that `NaN` and `Infinity` are named as what they are.
    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            return true
        default: return false
        }
    }

    private static func check(_ text: String, isTorn: Bool, at start: Int) throws {
        var rest = Substring(text)
        if rest.hasPrefix("+") { throw FormatError(.plusSign, at: start, text) }
        if rest.hasPrefix("-") { rest.removeFirst() }
        let whole = rest.prefix { $0.isASCII && $0.isNumber }
        rest.removeFirst(whole.count)
        if whole.isEmpty {
            if isTorn, rest.isEmpty { throw FormatError(.tornLine, at: start, "ends within a number") }
            let isWord = ["nan", "inf", "infinity"].contains(rest.lowercased())
            throw FormatError(isWord ? .notANumber : .notJSON, at: start, text)
        }
        if whole.count > 1, whole.hasPrefix("0") { throw FormatError(.leadingZero, at: start, text) }
        if rest.hasPrefix(".") {
            rest.removeFirst()
            let decimals = rest.prefix { $0.isASCII && $0.isNumber }
            if decimals.isEmpty { throw FormatError(isTorn ? .tornLine : .notJSON, at: start, text) }
            rest.removeFirst(decimals.count)
        }
        guard let letter = rest.first else { return }
        guard letter == "e" || letter == "E" else { throw FormatError(.notJSON, at: start, text) }
        rest.removeFirst()
        if let sign = rest.first, sign == "+" || sign == "-" { rest.removeFirst() }
        if rest.isEmpty || !rest.allSatisfy({ $0.isASCII && $0.isNumber }) {
            throw FormatError(.notJSON, at: start, text)
        }
    }
}
