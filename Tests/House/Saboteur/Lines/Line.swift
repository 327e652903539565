/// One line of the engine's files, without its newline. Its members are got at by name: the engine writes them
/// in one canonical form, so no parser is needed to change one.
struct Line: Sendable {
    var text: String

    init(_ text: String) { self.text = text }

    init(_ bytes: ArraySlice<UInt8>) { text = String(decoding: bytes, as: UTF8.self) }

    /// The first member of that name that is a number, a word or a text; nil when there is none.
    subscript(name: String) -> String {
        get { range(of: name).map { String(text[$0]) } ?? "" }
        set { if let range = range(of: name) { text.replaceSubrange(range, with: newValue) } }
    }

    func has(_ name: String) -> Bool { range(of: name) != nil }

    func number(_ name: String) -> Int64 { Int64(self[name]) ?? 0 }

    /// A decimal, in units of its 8th place.
    func units(_ name: String) -> Int64 {
        let parts = self[name].split(separator: ".")
        let whole = Int64(parts.first ?? "0") ?? 0
        let decimals = parts.count > 1 ? String(parts[1].prefix(8)) : ""
        let padded = decimals + String(repeating: "0", count: 8 - decimals.count)
        return whole * 100_000_000 + (Int64(padded) ?? 0)
    }

    /// Hundredths as bps are written.
    static func bps(hundredths: Int64) -> String {
        let magnitude = hundredths.magnitude
        let cents = magnitude % 100
        let decimals = cents % 10 == 0 ? "\(cents / 10)" : cents < 10 ? "0\(cents)" : "\(cents)"
        return "\(hundredths < 0 ? "-" : "")\(magnitude / 100).\(decimals)"
    }

    private func range(of name: String) -> Range<String.Index>? {
        guard let key = text.firstRange(of: "\"\(name)\":") else { return nil }
        var from = key.upperBound
        let isText = text[from] == "\""
        if isText { from = text.index(after: from) }
        let end = text[from...].firstIndex { isText ? $0 == "\"" : $0 == "," || $0 == "}" }
        return from..<(end ?? text.endIndex)
    }
}
