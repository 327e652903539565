/// The server breaks the protocol: a client must end the connection (RFC 6455, 5.1).
package struct MaskedFrame: VenueFrames {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let order = ["frames", "masked", "1"]
    package static let count: (name: String, needed: Int64) = ("sent_masked", 1)
    package static let sight = "a masked frame, which no server may send"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
