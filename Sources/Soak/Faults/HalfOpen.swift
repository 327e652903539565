/// Half-open: the exchange has forgotten the connection, and the socket stays. Nothing comes any more, no end either,
/// and whatever is sent is answered by nobody. Only the engine's own watch can tell.
package struct HalfOpen: ConnectionEnding {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let ending = "forgotten"
    package static let sight = "it stays open and is forgotten"

    package init(_ plan: PlannedFault) { self.plan = plan }

    /// Only frames that it should have had show that somebody missed something.
    package func proof(
        _ before: VenueReport, _ now: VenueReport, on ground: any FaultGround
    ) throws(FaultMiss) -> FaultProof? {
        let forgotten = now.rise(of: "forgotten", since: before)
        let withheld = now.rise(of: "withheld_frames", since: before)
        guard forgotten > 0, withheld > 0 else { return nil }
        return FaultProof(
            "the exchange forgot \(forgotten) open connections and kept \(withheld) frames from them so far",
            facts: [("forgotten", .number(forgotten)), ("withheld_frames", .number(withheld))])
    }
}
