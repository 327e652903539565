/// The venue takes the connection for idle, whatever went over it.
package struct ConnectionInactive: ConnectionEnding {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let ending = "inactive"
    package static let sight = "close frame 1000 Inactive"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
