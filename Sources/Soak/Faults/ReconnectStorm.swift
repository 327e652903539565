/// Whoever connects is cut off again at once, time after time: a venue that restarts, where clients without manners
/// lock themselves out.
package struct ReconnectStorm: NetworkWindow {
    package let plan: PlannedFault
    package var before: VenueReport?
    package let order = ["storm"]
    package static let sight = "whoever connects is cut off at once"
    static let cutsMin: Int64 = 3

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func proof(
        _ before: VenueReport, _ now: VenueReport, on ground: any FaultGround
    ) throws(FaultMiss) -> FaultProof? {
        let stormed = now.rise(of: "stormed", since: before)
        guard stormed >= Self.cutsMin else { return nil }
        let over = now.rise(of: "over_limit", since: before)
        return FaultProof(
            "the engine came back \(stormed) times and was cut off each time, \(over) of them above the venue's limits",
            facts: [("stormed", .number(stormed)), ("over_limit", .number(over))])
    }
}
