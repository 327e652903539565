/// A proxy answers in the venue's place.
package struct InfoBadGateway: VenueWindow {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["info", "bad-gateway"]
    package static let count: (name: String, needed: Int64) = ("info_bad-gateway", 1)
    package static let sight = "/info answers 502 with a page of HTML"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
