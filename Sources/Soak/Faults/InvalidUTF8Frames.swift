/// Frames hold bytes that no text has; an engine may end the connection for it.
package struct InvalidUTF8Frames: VenueFrames {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["frames", "invalid-utf8", "5"]
    package static let count: (name: String, needed: Int64) = ("sent_invalid-utf8", 5)
    package static let sight = "texts that are no UTF-8"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
