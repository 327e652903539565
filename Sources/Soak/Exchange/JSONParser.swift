/// Reads exactly one JSON value (RFC 8259) from bytes; anything after it but white space is an error.
///
/// For requests, which are few and small: it is strict, bounded in depth and not made for speed.
package struct JSONParser {
    package struct Malformed: Error, Equatable {
        package var atByte: Int
    }

    /// Nesting beyond this is refused: a client's request needs four levels.
    package static let depthMax = 64

    private let bytes: [UInt8]
    private var index = 0

    package static func parse(_ bytes: some Sequence<UInt8>) throws(Malformed) -> JSONValue {
        var parser = JSONParser(bytes: Array(bytes))
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.index == parser.bytes.count else { throw parser.malformed }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var malformed: Malformed { Malformed(atByte: index) }
    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(Malformed) -> JSONValue {
        guard depth < Self.depthMax else { throw malformed }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ spelling: StaticString, _ value: JSONValue) throws(Malformed) -> JSONValue {
        let length = spelling.utf8CodeUnitCount
        guard index + length <= bytes.count,
            spelling.withUTF8Buffer({ bytes[index..<index + length].elementsEqual($0) })
        else { throw malformed }
        index += length
        return value
    }

    private mutating func object(depth: Int) throws(Malformed) -> JSONValue {
        index += 1
        var members: [JSONValue.Member] = []
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw malformed }
            let key = try string()
            guard take(UInt8(ascii: ":")) else { throw malformed }
            members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw malformed }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(Malformed) -> JSONValue {
        index += 1
        var elements: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array(elements) }
        repeat {
            elements.append(try value(depth: depth + 1))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw malformed }
        return .array(elements)
    }

    private mutating func number() throws(Malformed) -> String {
        let begin = index
        if next == UInt8(ascii: "-") { index += 1 }
        let integer = digits()
        guard integer > 0, !(integer > 1 && bytes[index - integer] == UInt8(ascii: "0")) else {
            throw malformed
        }
        if next == UInt8(ascii: ".") {
            index += 1
            guard digits() > 0 else { throw malformed }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            index += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
            guard digits() > 0 else { throw malformed }
        }
        return String(decoding: bytes[begin..<index], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let begin = index
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { index += 1 }
        return index - begin
    }

    private mutating func string() throws(Malformed) -> String {
        index += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                index += 1
                text.append(contentsOf: Array(String(try escaped()).utf8))
            case 0..<0x20:
                throw malformed
            default:
                text.append(byte)
                index += 1
            }
        }
        throw malformed
    }

    private mutating func escaped() throws(Malformed) -> Character {
        guard let byte = next else { throw malformed }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return Character(try scalar())
        default: throw malformed
        }
    }

    private mutating func scalar() throws(Malformed) -> Unicode.Scalar {
        let first = try fourHexDigits()
        guard first & 0xFC00 == 0xD800 else {
            guard let scalar = Unicode.Scalar(first) else { throw malformed }
            return scalar
        }
        guard take(UInt8(ascii: "\\")), next == UInt8(ascii: "u") else { throw malformed }
        index += 1
        let second = try fourHexDigits()
        guard second & 0xFC00 == 0xDC00,
            let scalar = Unicode.Scalar(0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF))
        else { throw malformed }
        return scalar
    }

    private mutating func fourHexDigits() throws(Malformed) -> UInt32 {
        guard index + 4 <= bytes.count else { throw malformed }
        var number: UInt32 = 0
        for byte in bytes[index..<index + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw malformed }
            number = number << 4 | UInt32(digit)
        }
        index += 4
        return number
    }
}
