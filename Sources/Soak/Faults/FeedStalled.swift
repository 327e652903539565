/// The venue pauses on an open socket, as the real one did for 150 s: the connections that are open get nothing, and
/// nothing that they send is answered. What the market did meanwhile never comes: for the truth nobody was there. New
/// connections are good, so an engine that notices loses seconds and not the whole pause.
package struct FeedStalled: NetworkWindow {
    package let plan: PlannedFault
    package var before: VenueReport?
    package let order = ["stall"]
    package static let sight = "the connections that are open get nothing and are not answered"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func proof(
        _ before: VenueReport, _ now: VenueReport, on ground: any FaultGround
    ) throws(FaultMiss) -> FaultProof? {
        let stalled = now.rise(of: "stalled", since: before)
        let withheld = now.rise(of: "withheld_frames", since: before)
        guard stalled > 0, withheld > 0 else { return nil }
        return FaultProof(
            "the exchange kept \(withheld) frames from \(stalled) open connections so far",
            facts: [("stalled", .number(stalled)), ("withheld_frames", .number(withheld))])
    }
}
