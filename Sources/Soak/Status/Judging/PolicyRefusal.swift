/// A policy file that can't be used: one line, which names it.
package struct PolicyRefusal: Error, Equatable, CustomStringConvertible, Sendable {
    package let description: String
}
