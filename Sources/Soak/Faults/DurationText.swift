/// A length of time as people write it: `24h`, `90m`, `1h30m`, `24h2m`, `45s`, `500ms`.
package enum DurationText {
    private static let units: [(name: String, ms: Int64)] = [
        ("ms", 1), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000),
    ]

    /// Milliseconds, or nil when it is no such text. Zero is allowed.
    package static func ms(_ text: String) -> Int64? {
        var rest = Substring(text)
        var total: Int64 = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let count = Int64(digits), digits.count <= 9 else { return nil }
            rest = rest.dropFirst(digits.count)
            guard let unit = units.first(where: { rest.hasPrefix($0.name) }) else { return nil }
            rest = rest.dropFirst(unit.name.count)
            total += count * unit.ms
        }
        return total
    }

    /// The shortest such text: `24h2m`.
    package static func text(ms: Int64) -> String {
        var rest = ms
        var parts = ""
        for unit in [("h", Int64(3_600_000)), ("m", 60_000), ("s", 1000), ("ms", 1)] where rest >= unit.1 {
            parts += "\(rest / unit.1)\(unit.0)"
            rest %= unit.1
        }
        return parts.isEmpty ? "0s" : parts
    }
}
