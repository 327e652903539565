/// One JSON value as a client sent it. Numbers stay text, members keep their order, a key that comes twice
/// counts once (the first).
package indirect enum JSONValue: Equatable, Sendable {
    case null
    case flag(Bool)
    case number(String)
    case text(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Equatable, Sendable {
        package var key: String
        package var value: JSONValue
    }

    /// The member of that name; nil when there is none or this is no object.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    package var asText: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }
}
