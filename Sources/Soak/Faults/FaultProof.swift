/// What shows that a fault took hold: one sentence with the facts, and the facts by name.
package struct FaultProof: Equatable, Sendable {
    package enum Fact: Equatable, Sendable {
        case number(Int64)
        case text(String)
    }

    package let sentence: String
    /// In the order in which they are journaled.
    package let facts: [(name: String, value: Fact)]

    package init(_ sentence: String, facts: [(String, Fact)]) {
        self.sentence = sentence
        self.facts = facts.map { (name: $0.0, value: $0.1) }
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.sentence == right.sentence && left.facts.map(\.name) == right.facts.map(\.name)
            && left.facts.map(\.value) == right.facts.map(\.value)
    }
}

/// Why a fault did not bite. Never green: a run with one is inconclusive.
package struct FaultMiss: Error, Equatable, Sendable, CustomStringConvertible {
    package let why: String
    /// What begins so says that the fault can't be done on this machine, whatever the engine does.
    package static let skipPrefix = "skipped, "

    package init(_ why: String) { self.why = why }

    /// For a fault that this machine can't make: skipped with its reason, which is no miss and never a pass.
    package static func impossible(_ why: String) -> Self {
        Self(why.hasPrefix(skipPrefix) ? why : skipPrefix + why)
    }

    package var isSkip: Bool { why.hasPrefix(Self.skipPrefix) }
    /// The reason alone.
    package var reason: String { isSkip ? String(why.dropFirst(Self.skipPrefix.count)) : why }
    package var description: String { why }
}
