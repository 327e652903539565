/// The exchange reads nothing more of the connections that are open, and goes on sending: data flow, and no ping is
/// answered. New connections are read.
package struct SlowReader: NetworkWindow {
    package let plan: PlannedFault
    package var before: VenueReport?
    package let order = ["deafen"]
    package static let sight = "the exchange sends and reads nothing of the connections that are open"

    package init(_ plan: PlannedFault) { self.plan = plan }

    package func proof(
        _ before: VenueReport, _ now: VenueReport, on ground: any FaultGround
    ) throws(FaultMiss) -> FaultProof? {
        let deafened = now.rise(of: "deafened", since: before)
        let unread = now["unread_bytes_max"]
        guard deafened > 0, unread > 0 else { return nil }
        return FaultProof(
            "\(unread) bytes of the engine's lay unread in the exchange's socket",
            facts: [("deafened", .number(deafened)), ("unread_bytes", .number(unread))])
    }
}
