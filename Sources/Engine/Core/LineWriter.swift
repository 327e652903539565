/// Writes one canonical JSON line: keys in the order they are added, nothing between tokens.
///
/// Strings escape `"`, `\` and control characters only, so a text has one spelling and a line one form.
/// Does not check that keys are unique, nor that what is opened is closed: the golden lines do.
package struct LineWriter {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init(reserving capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    package mutating func open() { begin(UInt8(ascii: "{")) }
    package mutating func close() { end(UInt8(ascii: "}")) }
    package mutating func openArray() { begin(UInt8(ascii: "[")) }
    package mutating func closeArray() { end(UInt8(ascii: "]")) }

    package mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A key that is only known at run time, as a gate's name in `blocked`.
    package mutating func key(named name: String) {
        value(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func value(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 { escape(byte) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Opens a string that is put together from parts, so that an id needs no `String` of its own. The parts
    /// are not escaped: they must hold neither quotes, backslashes nor control characters.
    package mutating func openText() { begin(UInt8(ascii: "\"")) }
    package mutating func text(_ part: String) { bytes.append(contentsOf: part.utf8) }
    package mutating func digits(_ number: Int64) { append(digitsOf: number) }
    package mutating func closeText() { end(UInt8(ascii: "\"")) }

    package mutating func value(_ number: some BinaryInteger) {
        separate()
        append(digitsOf: Int64(number))
        needsComma = true
    }

    package mutating func value(_ flag: Bool) { raw(flag ? "true" : "false") }
    package mutating func null() { raw("null") }

    /// `mantissa / 10^scale` as a canonical decimal: at least one digit after the dot, no other trailing zero.
    package mutating func decimal(_ mantissa: Int64, scale: Int) {
        separate()
        appendDecimal(mantissa, scale: scale)
        needsComma = true
    }

    /// Adds bytes that are a value already.
    package mutating func raw(_ text: StaticString) {
        separate()
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
        needsComma = true
    }

    /// Adds members (`"a":1,"b":2`) or a value that was written before.
    package mutating func raw(_ written: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: written)
        needsComma = true
    }

    /// Forgets what was written and keeps the memory, so that one writer can serve line after line.
    package mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    package mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: Array("\\u00".utf8))
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        default:
            bytes.append(byte)
        }
    }

    private mutating func append(digitsOf number: Int64) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        append(magnitude: number.magnitude, minimumDigits: 1)
    }

    private mutating func append(magnitude: UInt64, minimumDigits: Int) {
        let begin = bytes.count
        var rest = magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0 || bytes.count - begin < minimumDigits
        bytes[begin...].reverse()
    }

    private mutating func appendDecimal(_ mantissa: Int64, scale: Int) {
        if mantissa < 0 { bytes.append(UInt8(ascii: "-")) }
        var unit: UInt64 = 1
        for _ in 0..<scale { unit *= 10 }
        append(magnitude: mantissa.magnitude / unit, minimumDigits: 1)
        bytes.append(UInt8(ascii: "."))
        append(magnitude: mantissa.magnitude % unit, minimumDigits: max(scale, 1))
        let firstDecimal = bytes.count - max(scale, 1)
        while bytes.count > firstDecimal + 1, bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    }
}
