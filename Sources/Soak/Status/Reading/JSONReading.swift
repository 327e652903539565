import DoDFormat

/// Members by name, for lines of which only a few are of interest. What has another kind is nil.
extension JSONValue {
    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }
    var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
    var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
    var values: [JSONValue] { if case .array(let values) = self { values } else { [] } }

    /// A number as it is written.
    var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .decimal(let text): Double(text)
        default: nil
        }
    }

    /// The members of an object whose values are integers, in their order.
    var counts: [(name: String, count: Int64)] {
        guard case .object(let members) = self else { return [] }
        return members.compactMap { member in member.value.integer.map { (member.key, $0) } }
    }
}
