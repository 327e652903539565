import SoakExchange

/// The shapes of what is streamed: keys, kinds, how numbers are written.
struct ShapeProbe: Sendable {
    private static let bboKeys = ["coin", "time", "bbo"]
    private static let levelKeys = ["px", "sz", "n"]
    private static let contextKeys = [
        "funding", "openInterest", "prevDayPx", "dayNtlVlm", "premium", "oraclePx", "markPx", "midPx",
        "impactPxs",
        "dayBaseVlm",
    ]
    /// These are null together, when a market has no book.
    private static let trio = ["premium", "midPx", "impactPxs"]

    private(set) var bbo = Oddities()
    private(set) var contexts = Oddities()
    private(set) var bboCount = 0
    private(set) var contextCount = 0
    private(set) var oneSided = 0

    mutating func takeBbo(_ data: JSONValue) {
        bboCount += 1
        Self.keys(of: data, Self.bboKeys, &bbo)
        if data["time"]?.asInteger == nil { bbo.note("time is no whole number") }
        guard let sides = data["bbo"]?.elements, sides.count == 2 else {
            bbo.note("not two sides")
            return
        }
        if sides.contains(.null) { oneSided += 1 }
        for side in sides where side != .null {
            Self.keys(of: side, Self.levelKeys, &bbo)
            Self.number(side["px"], "px", &bbo)
            Self.number(side["sz"], "sz", &bbo)
            if side["n"]?.asInteger == nil { bbo.note("n is no whole number") }
        }
    }

    mutating func takeContext(_ data: JSONValue) {
        contextCount += 1
        Self.keys(of: data, ["coin", "ctx"], &contexts)
        guard let context = data["ctx"] else { return }
        Self.keys(of: context, Self.contextKeys, &contexts)
        if context.keys == context.keys.filter(Self.contextKeys.contains),
            context.keys.count == Self.contextKeys.count,
            context.keys != Self.contextKeys
        {
            contexts.note("keys in another order", context.keys.joined(separator: ","))
        }
        let nulls = Self.trio.count { context[$0] == .null }
        if nulls != 0, nulls != Self.trio.count {
            contexts.note("only some of \(Self.trio.joined(separator: ", ")) null")
        }
        for key in Self.contextKeys where !Self.trio.contains(key) {
            Self.number(context[key], key, &contexts)
        }
        if nulls == 0 {
            Self.number(context["premium"], "premium", &contexts)
            Self.number(context["midPx"], "midPx", &contexts)
            if context["impactPxs"]?.elements?.count != 2 { contexts.note("impactPxs is not two prices") }
        }
    }

    private static func keys(of value: JSONValue, _ expected: [String], _ oddities: inout Oddities) {
        let keys = value.keys
        for key in expected where !keys.contains(key) {
            oddities.note("no \(key)", keys.joined(separator: ","))
        }
        for key in keys where !expected.contains(key) { oddities.note("new key \(key)") }
    }

    /// A string of a decimal number with a dot and without an exponent.
    private static func number(_ value: JSONValue?, _ key: String, _ oddities: inout Oddities) {
        guard let value else { return }
        guard case .text(let text) = value else {
            oddities.note("\(key) is no string", "\(value)")
            return
        }
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count != 2 || parts.contains(where: { $0.isEmpty || !$0.allSatisfy(\.isWholeNumber) }) {
            oddities.note("\(key) is no decimal with a dot", text)
        }
    }
}
