/// Each byte of the exchange is a write of its own, so that a read may end anywhere in a frame's header or payload.
/// Virtual time waits for what is held back.
package struct BytesOneAtATime: NetworkWindow {
    package let plan: PlannedFault
    package var before: VenueReport?
    package static let sight = "the exchange writes byte by byte"
    static let bytesPerMs = 150
    /// Some frames' worth of bytes make a proof.
    static let writesMin: Int64 = 2_000

    package init(_ plan: PlannedFault) { self.plan = plan }

    package var order: [String] { ["pace", "single", String(Self.bytesPerMs)] }

    package func proof(
        _ before: VenueReport, _ now: VenueReport, on ground: any FaultGround
    ) throws(FaultMiss) -> FaultProof? {
        let writes = now.rise(of: "paced_writes", since: before)
        let bytes = now.rise(of: "paced_bytes", since: before)
        guard writes >= Self.writesMin else { return nil }
        guard writes == bytes else {
            throw FaultMiss("\(bytes) bytes went out in \(writes) writes: not one by one")
        }
        return FaultProof(
            "the exchange wrote \(bytes) bytes, each by itself",
            facts: [("writes", .number(writes)), ("bytes", .number(bytes))])
    }
}
