/// The gates in the order in which they are asked; the first that blocks gets the count.
package enum TruthGate: Int, Sendable, CaseIterable {
    case bboAge
    case ctxAge
    case markDivergence
    case spreadShock
    case timeRegression
    case openInterestCap
    case parameterChange
    case halt

    static let inOrder = allCases
    /// A book that one of these doubts says nothing of the usual spread. Its age is none of them: it is new.
    static let ofBooks = allCases.filter { $0 != .bboAge }

    /// As `blocked` in `truth/summary.json` and the ledger name it.
    package var name: String {
        switch self {
        case .bboAge: "bbo_age"
        case .ctxAge: "ctx_age"
        case .markDivergence: "mark_divergence"
        case .spreadShock: "spread_shock"
        case .timeRegression: "time_regression"
        case .openInterestCap: "open_interest_cap"
        case .parameterChange: "parameter_change"
        case .halt: "halt"
        }
    }
}
