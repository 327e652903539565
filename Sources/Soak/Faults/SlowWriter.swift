/// The exchange's bytes come in a thin stream, cut wherever it falls: frames arrive in pieces. Virtual time waits for
/// what is held back, so nothing of the market is lost or late.
package struct SlowWriter: NetworkWindow {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let sight = "the exchange writes only a few bytes each millisecond"
    /// A frame has some 200 bytes; about a quarter of what the market wants at 60 times real time.
    static let bytesPerMs = 250
    /// So many pieces make a proof.
    static let writesMin: Int64 = 100

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var order: [String] { ["pace", "slow", String(Self.bytesPerMs)] }

    package func proof(
        _ before: VenueReport, _ now: VenueReport, on ground: any FaultGround
    ) throws(FaultMiss) -> FaultProof? {
        let writes = now.rise(of: "paced_writes", since: before)
        let bytes = now.rise(of: "paced_bytes", since: before)
        guard writes >= Self.writesMin else { return nil }
        return FaultProof(
            "the exchange wrote \(bytes) bytes in \(writes) pieces of at most \(Self.bytesPerMs), one a millisecond",
            facts: [("writes", .number(writes)), ("bytes", .number(bytes))])
    }
}
