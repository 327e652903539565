/// The life of the connection is over, as it is every two to three hours at the real venue.
package struct ConnectionExpired: ConnectionEnding {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let ending = "expired"
    package static let sight = "close frame 1000 Expired"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
