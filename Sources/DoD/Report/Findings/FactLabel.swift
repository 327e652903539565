import DoDChecks

/// The name of a fact in words; the unit that ends it goes to the value, a bound to the end:
/// `gap_seconds_max` is `gap, at most` and its 120 is `2 min`.
struct FactLabel {
    private enum Unit { case none, percent, milliseconds, seconds, minutes, hours, bytes, megabytes }

    let words: String
    private let unit: Unit

    init(_ name: String) {
        var parts = name.split(separator: "_").map(String.init)
        var bound = ""
        if parts.count > 1, let last = parts.last, last == "max" || last == "min" {
            bound = last == "max" ? ", at most" : ", at least"
            parts.removeLast()
        }
        unit = Self.unit(parts.last ?? "", isAlone: parts.count == 1, isBound: !bound.isEmpty)
        if unit != .none, parts.count > 1 { parts.removeLast() }
        words = parts.joined(separator: " ") + bound
    }

    /// A name that is the unit alone (`minutes`) counts them, unless it is a bound (`hours_min`).
    private static func unit(_ word: String, isAlone: Bool, isBound: Bool) -> Unit {
        if isAlone, !isBound, word != "hours", word != "seconds" { return .none }
        return switch word {
        case "percent": .percent
        case "ms": .milliseconds
        case "seconds": .seconds
        case "minutes": isBound ? .minutes : .none  // `market_minutes` counts them
        case "hours": .hours
        case "bytes": .bytes
        case "mb": .megabytes
        default: .none
        }
    }

    /// The text of a value with its unit.
    func value(_ text: String, of fact: Fact) -> String {
        switch (unit, fact) {
        case (.percent, .count), (.percent, .decimal): "\(text) %"
        case (.milliseconds, .count(let number)): Numbers.duration(ms: number)
        case (.seconds, .count(let number)): Numbers.duration(ms: number * 1000)
        case (.minutes, .count), (.minutes, .decimal): "\(text) min"
        case (.hours, .count), (.hours, .decimal): "\(text) h"
        case (.bytes, .count): "\(text) bytes"
        case (.megabytes, .count), (.megabytes, .decimal): "\(text) MB"
        default: text
        }
    }
}
