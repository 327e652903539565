/// The gates in the order in which they are asked: a blocked signal counts under the first that blocks.
package enum GateName: UInt8, Hashable, Sendable, CaseIterable {
    case bboAge = 0
    case contextAge
    case markDivergence
    case spreadShock
    case timeRegression
    case openInterestCap
    case parameterChange
    case halt

    /// As the files name it.
    package var name: String {
        switch self {
        case .bboAge: "bbo_age"
        case .contextAge: "ctx_age"
        case .markDivergence: "mark_divergence"
        case .spreadShock: "spread_shock"
        case .timeRegression: "time_regression"
        case .openInterestCap: "open_interest_cap"
        case .parameterChange: "parameter_change"
        case .halt: "halt"
        }
    }
}

/// Which gates block, as bits in the order of `GateName`.
package struct BlockingGates: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    @inline(__always)
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    @inline(__always)
    package init(_ gate: GateName) { rawValue = 1 << gate.rawValue }

    /// The first gate that blocks.
    @inline(__always)
    package var first: GateName? {
        rawValue == 0 ? nil : GateName(rawValue: UInt8(rawValue.trailingZeroBitCount))
    }
}
