/// A JSON value as the small strict parser gives it: members in their order, integers exact, other numbers
/// as their text.
package enum JSONValue: Equatable, Sendable {
    case object([JSONMember])
    case array([JSONValue])
    case string(String)
    /// Digits only, without leading zeros, fitting 64 bits.
    case integer(Int64)
    /// Any other JSON number, as written.
    case decimal(String)
    case flag(Bool)
    case null
}

package struct JSONMember: Equatable, Sendable {
    package let key: String
    package let value: JSONValue
}
