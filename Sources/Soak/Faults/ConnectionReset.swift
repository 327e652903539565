/// The connection is reset, as by a middlebox that lost its state; what the engine has not read yet is gone.
package struct ConnectionReset: ConnectionEnding {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let ending = "reset"
    package static let sight = "a TCP reset"

    package init(_ plan: PlannedFault) { self.plan = plan }
}
