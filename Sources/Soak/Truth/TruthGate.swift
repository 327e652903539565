/// The gates in the order in which they are asked; the first that blocks gets the count.
package enum TruthGate: Int, Sendable, CaseIterable {
    case bboAge
    case ctxAge
    case markDivergence
    case spreadShock

    /// As `blocked` in `truth/summary.json` and the ledger name it.
    package var name: String {
        switch self {
        case .bboAge: "bbo_age"
        case .ctxAge: "ctx_age"
        case .markDivergence: "mark_divergence"
        case .spreadShock: "spread_shock"
        }
    }
}
