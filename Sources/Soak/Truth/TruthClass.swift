/// What may be asked of an engine about one signal.
package enum TruthClass: String, Sendable, CaseIterable {
    /// A correct engine records it.
    case must
    /// Depends on where within their tolerances the gates' limits fell: both are right.
    case ambiguous
    /// Sent so shortly before the client vanished that it may never have arrived.
    case inFlight = "in-flight"
    /// The market had it while it was not subscribed.
    case away
}
