package import SoakFaults

/// Why there is no run: one clear line and the exit code that goes with it.
package struct RunRefusal: Error, Equatable, CustomStringConvertible, Sendable {
    package enum Kind: Int32, Sendable {
        /// Wrong usage or configuration: mend what was asked for.
        case usage = 64
        /// The harness itself broke.
        case harness = 70
        /// Another run is going on.
        case busy = 75
    }

    package let kind: Kind
    package let description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    package static func usage(_ text: String) -> Self { Self(.usage, text) }
    package static func system(_ failure: SystemFailure) -> Self { Self(.harness, failure.description) }

    package var exitCode: Int32 { kind.rawValue }
}
