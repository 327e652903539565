/// An answer that says nothing.
package struct InfoEmpty: VenueWindow {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["info", "empty"]
    package static let count: (name: String, needed: Int64) = ("info_empty", 1)
    package static let sight = "/info answers 200 and nothing"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
