/// One channel is silent for all markets; a quiet book is no fault, so contexts must go on to count.
package struct ChannelMute: VenueWindow {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["mute-channel", "bbo"]
    package static let count: (name: String, needed: Int64) = ("muted_frames", 100)
    package static let sight = "no book of any market is sent, contexts go on"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
