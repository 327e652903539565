/// Half-closed: the exchange will never send again and would still listen. There is nothing for the engine to wait for.
package struct HalfClosed: ConnectionEnding {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let ending = "half-closed"
    package static let sight = "the exchange's side of TCP ends, and its other side stays"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
