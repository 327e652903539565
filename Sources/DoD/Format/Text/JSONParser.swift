/// A strict parser for one JSON text: no duplicate key, no blank between tokens unless allowed, nothing
/// behind the value. Numbers keep their exact value. Not for records, which have a faster way.
package struct JSONParser {
    /// Deeper nesting than any format here has.
    private static let depthMax = 32

    private let bytes: UnsafeBufferPointer<UInt8>
    private let allowsBlanks: Bool
    private var at = 0

    /// Parses all of `bytes`; throws `FormatError` with the first thing that is wrong.
    package static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, allowsBlanks: Bool = false
    ) throws -> JSONValue {
        var parser = JSONParser(bytes: bytes, allowsBlanks: allowsBlanks)
        try parser.skipBlanks()
        let value = try parser.value(depth: 0)
        try parser.skipBlanks()
        if parser.at < bytes.count { throw parser.trailing() }
        return value
    }

    package static func parse(_ bytes: [UInt8], allowsBlanks: Bool = false) throws -> JSONValue {
        try bytes.withUnsafeBufferPointer { try parse($0, allowsBlanks: allowsBlanks) }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, allowsBlanks: Bool) {
        self.bytes = bytes
        self.allowsBlanks = allowsBlanks
    }

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private func trailing() -> FormatError {
        next == UInt8(ascii: "{")
            ? FormatError(.twoRecords, at: at) : FormatError(.trailingBytes, at: at)
    }

    private mutating func skipBlanks() throws {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
            if !allowsBlanks { throw FormatError(byte == 0x0d ? .carriageReturn : .whitespace, at: at) }
            at += 1
        }
    }

    private mutating func value(depth: Int) throws -> JSONValue {
        if depth > Self.depthMax { throw FormatError(.nestedTooDeep, at: at) }
        guard let byte = next else { throw FormatError(.tornLine, at: at, "ends where a value should be") }
        switch byte {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try JSONNumber.read(bytes, &at)
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws -> JSONValue {
        let count = min(text.utf8CodeUnitCount, bytes.count - at)
        for offset in 0..<count where bytes[at + offset] != text.utf8Start[offset] {
            throw FormatError(.notJSON, at: at)
        }
        if count < text.utf8CodeUnitCount { throw FormatError(.tornLine, at: at, "ends within \(text)") }
        at += count
        return value
    }

    private mutating func object(depth: Int) throws -> JSONValue {
        at += 1
        var members: [JSONMember] = []
        try skipBlanks()
        if next == UInt8(ascii: "}") {
            at += 1
            return .object([])
        }
        while true {
            try skipBlanks()
            let keyAt = at
            guard let quote = next else { throw FormatError(.tornLine, at: at, "ends where a key should be") }
            guard quote == UInt8(ascii: "\"") else {
                throw FormatError(.notJSON, at: at, "a key must be a string")
            }
            let key = try string()
            if members.contains(where: { $0.key == key }) { throw FormatError(.duplicateKey, at: keyAt, key) }
            try skipBlanks()
            try expect(UInt8(ascii: ":"))
            try skipBlanks()
            members.append(JSONMember(key: key, value: try value(depth: depth + 1)))
            try skipBlanks()
            if try endsOrContinues(UInt8(ascii: "}")) { return .object(members) }
        }
    }

    private mutating func array(depth: Int) throws -> JSONValue {
        at += 1
        var values: [JSONValue] = []
        try skipBlanks()
        if next == UInt8(ascii: "]") {
            at += 1
            return .array([])
        }
        while true {
            try skipBlanks()
            values.append(try value(depth: depth + 1))
            try skipBlanks()
            if try endsOrContinues(UInt8(ascii: "]")) { return .array(values) }
        }
    }

    private mutating func endsOrContinues(_ end: UInt8) throws -> Bool {
        guard let byte = next else { throw FormatError(.tornLine, at: at, "ends within an object or array") }
        guard byte == end || byte == UInt8(ascii: ",") else { throw FormatError(.notJSON, at: at) }
        at += 1
        return byte == end
    }

    private mutating func expect(_ byte: UInt8) throws {
        guard let found = next else { throw FormatError(.tornLine, at: at, "ends after a key") }
        guard found == byte else { throw FormatError(.notJSON, at: at) }
        at += 1
    }

    private mutating func string() throws -> String {
        at += 1
        let start = at
        while let byte = next, byte != UInt8(ascii: "\"") {
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            if byte < 0x20 { throw FormatError(byte == 0 ? .nulBytes : .controlCharacter, at: at) }
            at += 1
        }
        guard next != nil else { throw FormatError(.tornLine, at: at, "ends within a string") }
        defer { at += 1 }
        return try text(UnsafeBufferPointer(rebasing: bytes[start..<at]), at: start)
    }

    private mutating func escapedString(from start: Int) throws -> String {
        var collected = Array(bytes[start..<at])
        while let byte = next, byte != UInt8(ascii: "\"") {
            if byte < 0x20 { throw FormatError(byte == 0 ? .nulBytes : .controlCharacter, at: at) }
            at += 1
            if byte == UInt8(ascii: "\\") { try escape(into: &collected) } else { collected.append(byte) }
        }
        guard next != nil else { throw FormatError(.tornLine, at: at, "ends within a string") }
        at += 1
        return try collected.withUnsafeBufferPointer { try text($0, at: start) }
    }

    private func text(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw FormatError(.invalidUTF8, at: start + (BrokenText.invalid(in: bytes) ?? 0))
        }
        return text
    }

    private mutating func escape(into collected: inout [UInt8]) throws {
        guard let byte = next else { throw FormatError(.tornLine, at: at, "ends within an escape") }
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): collected.append(byte)
        case UInt8(ascii: "b"): collected.append(0x08)
        case UInt8(ascii: "f"): collected.append(0x0c)
        case UInt8(ascii: "n"): collected.append(0x0a)
        case UInt8(ascii: "r"): collected.append(0x0d)
        case UInt8(ascii: "t"): collected.append(0x09)
        case UInt8(ascii: "u"): collected.append(contentsOf: Array(String(try unicodeScalar()).utf8))
        default: throw FormatError(.notJSON, at: at - 1, "unknown escape")
        }
    }

    private mutating func unicodeScalar() throws -> Character {
        let first = try hexUnit()
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        guard first < 0xdc00, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
            bytes[at + 1] == UInt8(ascii: "u")
        else { throw FormatError(.notJSON, at: at, "half of a surrogate pair") }
        at += 2
        let second = try hexUnit()
        let combined = 0x10000 + (UInt32(first) - 0xd800) << 10 + (UInt32(second) &- 0xdc00)
        guard (0xdc00...0xdfff).contains(second), let scalar = Unicode.Scalar(combined) else {
            throw FormatError(.notJSON, at: at, "half of a surrogate pair")
        }
        return Character(scalar)
    }

    private mutating func hexUnit() throws -> UInt16 {
        guard at + 4 <= bytes.count else { throw FormatError(.tornLine, at: at, "ends within an escape") }
        let digits = String(decoding: bytes[at..<at + 4], as: UTF8.self)
        guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
            let unit = UInt16(digits, radix: 16)
        else { throw FormatError(.notJSON, at: at, "not four hex digits") }
        at += 4
        return unit
    }
}
