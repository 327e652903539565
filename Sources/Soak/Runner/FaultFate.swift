package import SoakFaults

/// What became of one planned fault.
package struct FaultFate: Equatable, Sendable {
    package enum Outcome: Equatable, Sendable {
        case bitten
        case missed(why: String)
        /// This machine can't do it; allowed when whoever asked for the run had said so.
        case skipped(why: String, isAllowed: Bool)
    }

    package let fault: String
    package let kind: FaultKind
    package let outcome: Outcome

    package init(fault: String, kind: FaultKind, outcome: Outcome) {
        self.fault = fault
        self.kind = kind
        self.outcome = outcome
    }

    package var isBitten: Bool { outcome == .bitten }
    package var isMissed: Bool { if case .missed = outcome { true } else { false } }
    package var isSkipped: Bool { if case .skipped = outcome { true } else { false } }
    package var isSkippedUnasked: Bool { if case .skipped(_, false) = outcome { true } else { false } }

    /// `full (disk-full)`, or the id alone where it is the kind.
    package var name: String { fault == kind.rawValue ? fault : "\(fault) (\(kind.rawValue))" }

    package var why: String {
        switch outcome {
        case .bitten: ""
        case .missed(let why), .skipped(let why, _): why
        }
    }
}
