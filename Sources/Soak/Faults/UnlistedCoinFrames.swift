/// Data come of a coin that nobody subscribed.
package struct UnlistedCoinFrames: VenueFrames {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["frames", "unlisted-coin", "20"]
    package static let count: (name: String, needed: Int64) = ("sent_unlisted-coin", 20)
    package static let sight = "books of a coin that nobody listed"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
