/// Numbers come that no price can be.
package struct HugeNumberFrames: VenueFrames {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["frames", "huge-number", "20"]
    package static let count: (name: String, needed: Int64) = ("sent_huge-number", 20)
    package static let sight = "exponents, NaN and numbers of 400 digits"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
