/// The injector's own count since it was armed.
package struct InjectorTally: Equatable, Sendable {
    /// Calls on a matching file.
    package let matched: Int64
    /// How many of them were bitten.
    package let bites: Int64

    package init(matched: Int64, bites: Int64) {
        self.matched = matched
        self.bites = bites
    }
}
