/// Numbers come as texts and texts as numbers.
package struct WrongTypeFrames: VenueFrames {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["frames", "wrong-type", "20"]
    package static let count: (name: String, needed: Int64) = ("sent_wrong-type", 20)
    package static let sight = "numbers where texts belong, texts where numbers belong"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
