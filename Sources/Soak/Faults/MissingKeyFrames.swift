/// Frames lack what they are about.
package struct MissingKeyFrames: VenueFrames {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["frames", "missing-key", "20"]
    package static let count: (name: String, needed: Int64) = ("sent_missing-key", 20)
    package static let sight = "books without a coin"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
