/// A JSON value to be written: members in their order, nothing between tokens.
indirect enum JSONTree {
    case object([(String, JSONTree)])
    case array([JSONTree])
    case text(String)
    case number(Int64)
    case decimal(Double)
    case flag(Bool)
    case null

    static func optional(_ text: String?) -> JSONTree { text.map { .text($0) } ?? .null }
    static func optional(_ number: Int64?) -> JSONTree { number.map { .number($0) } ?? .null }

    var text: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .object(let members):
            text += "{"
            for (index, (key, value)) in members.enumerated() {
                if index > 0 { text += "," }
                Self.quote(key, &text)
                text += ":"
                value.write(to: &text)
            }
            text += "}"
        case .array(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                value.write(to: &text)
            }
            text += "]"
        case .text(let value): Self.quote(value, &text)
        case .number(let number): text += String(number)
        case .decimal(let number): text += number.isFinite ? "\(number)" : "null"
        case .flag(let flag): text += flag ? "true" : "false"
        case .null: text += "null"
        }
    }

    private static func quote(_ value: String, _ text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case "\u{00}"..."\u{1f}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
