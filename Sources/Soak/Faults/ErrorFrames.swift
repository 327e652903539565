/// The venue says that something is wrong, and goes on.
package struct ErrorFrames: VenueFrames {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["frames", "error", "20"]
    package static let count: (name: String, needed: Int64) = ("sent_error", 20)
    package static let sight = "frames of the channel `error`"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
