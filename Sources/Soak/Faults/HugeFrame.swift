/// A frame is a thousand times as long as any other.
package struct HugeFrame: VenueFrames {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["frames", "huge", "1"]
    package static let count: (name: String, needed: Int64) = ("sent_huge", 1)
    package static let sight = "a frame of a megabyte"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
