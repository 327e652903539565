/// What one look at the machine came to.
package struct MachineCheck: Equatable, Sendable {
    package enum Outcome: Equatable, Sendable {
        case fine(String)
        /// The run may go on; somebody should know.
        case doubtful(String)
        /// No run: what is wrong and how to mend it.
        case wrong(String)
    }

    package let name: String
    package let outcome: Outcome

    package init(_ name: String, _ outcome: Outcome) {
        self.name = name
        self.outcome = outcome
    }

    package var isWrong: Bool { if case .wrong = outcome { true } else { false } }

    /// `  ok     disk  12.3 GB free, …`
    package var text: String {
        let (word, said) =
            switch outcome {
            case .fine(let text): ("ok   ", text)
            case .doubtful(let text): ("look ", text)
            case .wrong(let text): ("WRONG", text)
            }
        let padded = name + String(repeating: " ", count: max(0, Self.nameWidth - name.count))
        return "  \(word)  \(padded)  \(said)"
    }

    private static let nameWidth = 11
}
