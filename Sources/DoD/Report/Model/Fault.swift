/// One planned fault as the journal tells it.
package struct Fault: Sendable {
    package enum Outcome: Sendable {
        /// It did what it was meant to, and here is what shows it.
        case bitten(atMs: Int64, proof: String)
        case missed(why: String)
        /// Can't be done on that machine.
        case skipped(why: String)
        /// The journal says nothing more of it.
        case open
    }

    package let id: String
    package let kind: String
    /// One sentence.
    package let about: String
    /// How it is undone.
    package let lift: String
    /// Nil when it was planned and never armed.
    package let armedMs: Int64?
    package let outcome: Outcome
    package let liftedMs: Int64?

    package init(
        id: String, kind: String, about: String, lift: String, armedMs: Int64?, outcome: Outcome,
        liftedMs: Int64?
    ) {
        self.id = id
        self.kind = kind
        self.about = about
        self.lift = lift
        self.armedMs = armedMs
        self.outcome = outcome
        self.liftedMs = liftedMs
    }
}
