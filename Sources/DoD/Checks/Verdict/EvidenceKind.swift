/// What kind of day the evidence tells of.
package enum EvidenceKind: String, Hashable, Sendable {
    /// The venue's own feed, at the speed of the real clock.
    case live
    /// A synthetic exchange at real speed.
    case synthetic
    /// A clock that was not the machine's own.
    case accelerated
    /// No ledger.
    case none
}
