/// A line of our own files that has not the form we write. `at` is the byte in the line.
package struct LineFormError: Error, Hashable, Sendable, CustomStringConvertible {
    package let at: Int
    package let wanted: String

    package var description: String { "at byte \(at): wanted \(wanted)" }
}

/// Reads back what `LineWriter` wrote: the same keys in the same order and nothing between tokens.
///
/// For the tail that a restart must know. It is no JSON parser, and the judge has one of its own.
struct CanonicalScanner {
    private let bytes: [UInt8]
    private var at = 0

    init(_ line: some Sequence<UInt8>) { bytes = Array(line) }

    mutating func expect(_ text: String) throws(LineFormError) {
        for byte in text.utf8 {
            guard at < bytes.count, bytes[at] == byte else { throw LineFormError(at: at, wanted: text) }
            at += 1
        }
    }

    mutating func integer() throws(LineFormError) -> Int64 { try decimal(scale: 0) }

    mutating func decimal(scale: Int) throws(LineFormError) -> Int64 {
        let begin = at
        while at < bytes.count, isNumeric(bytes[at]) { at += 1 }
        let text = String(decoding: bytes[begin..<at], as: UTF8.self)
        do {
            return try DecimalText.mantissa(ofString: text, scale: scale, allowingNegative: true)
        } catch {
            throw LineFormError(at: begin, wanted: "a number: \(error)")
        }
    }

    /// A string without escapes, as all that a restart reads are.
    mutating func string() throws(LineFormError) -> String {
        try expect("\"")
        let begin = at
        while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") { at += 1 }
        let text = String(decoding: bytes[begin..<at], as: UTF8.self)
        try expect("\"")
        return text
    }

    mutating func side() throws(LineFormError) -> Side {
        let begin = at
        guard let side = Side(name: try string()) else { throw LineFormError(at: begin, wanted: "a side") }
        return side
    }

    /// The end of the line, with its `\n` or without.
    mutating func end() throws(LineFormError) {
        if at < bytes.count, bytes[at] == UInt8(ascii: "\n") { at += 1 }
        if at < bytes.count { throw LineFormError(at: at, wanted: "the end of the line") }
    }

    private func isNumeric(_ byte: UInt8) -> Bool {
        (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "-")
    }
}
