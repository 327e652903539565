/// The venue's own error.
package struct InfoServerError: VenueWindow {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["info", "server-error"]
    package static let count: (name: String, needed: Int64) = ("info_server-error", 1)
    package static let sight = "/info answers 500 `null`"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
