/// One market is silent while the others flow: only a watch over each market notices it.
package struct MarketMute: VenueWindow {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["mute-market", "4"]
    package static let count: (name: String, needed: Int64) = ("muted_frames", 20)
    package static let sight = "nothing of one market is sent, all others go on"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
