/// Frames are cut off in the middle of their text.
package struct InvalidJSONFrames: VenueFrames {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["frames", "invalid-json", "20"]
    package static let count: (name: String, needed: Int64) = ("sent_invalid-json", 20)
    package static let sight = "texts that end within a value"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
