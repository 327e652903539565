/// The tables come when nobody waits for them any more.
package struct InfoSlow: VenueWindow {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["info", "slow"]
    package static let count: (name: String, needed: Int64) = ("info_slow", 1)
    package static let sight = "/info answers three seconds late"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
