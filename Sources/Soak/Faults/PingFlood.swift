/// The server asks far more often than anybody has to answer.
package struct PingFlood: VenueFrames {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["frames", "ping", "500"]
    package static let count: (name: String, needed: Int64) = ("sent_ping", 500)
    package static let sight = "pings, all at once"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
