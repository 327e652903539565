/// The answer of a criterion. The worst wins: fail over unknown over pass.
package enum Outcome: String, Hashable, Comparable, CaseIterable, Sendable {
    case pass, unknown, fail

    private var rank: Int {
        switch self {
        case .pass: 0
        case .unknown: 1
        case .fail: 2
        }
    }

    package static func < (left: Outcome, right: Outcome) -> Bool { left.rank < right.rank }

    /// The worst of them; unknown when there is none: nothing looked at is not a pass.
    package static func worst(of outcomes: some Sequence<Outcome>) -> Outcome { outcomes.max() ?? .unknown }
}
