/// What was subscribed is streamed, and nobody says so: the engine has to ask again. Its connection is cut first, for it
/// asks only on a new one.
package struct LostAcknowledgements: VenueWindow {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["lose-acknowledgements", "3"]
    package static let count: (name: String, needed: Int64) = ("lost_acknowledgements", 3)
    package static let sight = "the first three acknowledgements of a new connection are not sent"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package mutating func follow(on ground: any FaultGround) throws(FaultMiss) {
        _ = try ground.orderVenue(["network", "end", "cut"])
    }
}
