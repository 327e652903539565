/// Builds one canonical JSON object: keys in the order they come, nothing between tokens. The journal's own
/// writer; what the engine writes with is another one on purpose.
package struct JSONLine {
    package private(set) var bytes: [UInt8] = [UInt8(ascii: "{")]
    private var isFirst = true

    package init() {}

    package mutating func text(_ key: String, _ value: String) {
        begin(key)
        quote(value)
    }

    package mutating func number(_ key: String, _ value: some BinaryInteger) {
        begin(key)
        bytes.append(contentsOf: String(value).utf8)
    }

    package mutating func optional(_ key: String, _ value: (some BinaryInteger)?) {
        if let value { number(key, value) } else { raw(key, "null") }
    }

    package mutating func optional(_ key: String, _ value: String?) {
        if let value { text(key, value) } else { raw(key, "null") }
    }

    package mutating func flag(_ key: String, _ value: Bool) { raw(key, value ? "true" : "false") }

    /// A rate or ratio: Swift's shortest form, which always has a dot here and no exponent.
    package mutating func decimal(_ key: String, _ value: Double) { raw(key, "\(value)") }

    package mutating func texts(_ key: String, _ values: [String]) {
        begin(key)
        bytes.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            quote(value)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    package mutating func object(_ key: String, _ build: (inout JSONLine) -> Void) {
        var inner = JSONLine()
        build(&inner)
        begin(key)
        bytes.append(contentsOf: inner.closed)
    }

    /// The finished object.
    package var closed: [UInt8] { bytes + [UInt8(ascii: "}")] }

    private mutating func raw(_ key: String, _ value: String) {
        begin(key)
        bytes.append(contentsOf: value.utf8)
    }

    private mutating func begin(_ key: String) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        quote(key)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
