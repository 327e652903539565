/// The venue has got a channel that this engine does not know.
package struct UnknownChannelFrames: VenueFrames {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["frames", "unknown-channel", "20"]
    package static let count: (name: String, needed: Int64) = ("sent_unknown-channel", 20)
    package static let sight = "frames of a channel that nobody knows"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
