/// The server uses bits that nothing was agreed for: a client must end the connection (RFC 6455, 5.2).
package struct ReservedBits: VenueFrames {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["frames", "reserved-bits", "1"]
    package static let count: (name: String, needed: Int64) = ("sent_reserved-bits", 1)
    package static let sight = "a frame with a reserved bit set"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
