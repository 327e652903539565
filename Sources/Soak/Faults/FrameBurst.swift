/// As many frames at once as otherwise come in minutes.
package struct FrameBurst: VenueFrames {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["burst", "50000"]
    package static let count: (name: String, needed: Int64) = ("sent_burst", 50_000)
    package static let sight = "short frames, all at once"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
