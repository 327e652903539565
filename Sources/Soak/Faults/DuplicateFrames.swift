/// Frames of the market come twice, one behind the other: nothing may be found or counted as new by it.
package struct DuplicateFrames: VenueWindow {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["double", "500"]
    package static let count: (name: String, needed: Int64) = ("doubled_frames", 500)
    package static let sight = "500 frames of the market are sent twice"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
