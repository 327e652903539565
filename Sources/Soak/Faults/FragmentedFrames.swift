/// Texts come in pieces, as RFC 6455 allows.
package struct FragmentedFrames: VenueFrames {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["frames", "fragmented", "20"]
    package static let count: (name: String, needed: Int64) = ("sent_fragmented", 20)
    package static let sight = "texts in three frames, a ping between them"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
