/// The socket ends without a close frame, as the real venue does it at upgrades of its network and on a whim.
package struct ClosedWithoutCloseFrame: ConnectionEnding {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let ending = "cut"
    package static let sight = "TCP ends without a close frame (1006)"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
