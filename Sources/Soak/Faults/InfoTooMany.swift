/// The source is told that it asks too often.
package struct InfoTooMany: VenueWindow {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["info", "too-many"]
    package static let count: (name: String, needed: Int64) = ("info_too-many", 1)
    package static let sight = "/info answers 429 `null`"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
