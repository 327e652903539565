import Glibc

/// Nobody listens at the venue's port: what is open is cut, and every attempt to connect is refused.
package struct ConnectionRefused: NetworkOutage {
    package let plan: PlannedFault
    package var before: VenueReport?
    package let order = ["refuse"]
    package static let sight = "nobody listens at the exchange's port"
    private var sinceRealMs: Int64 = 0
    /// An engine tries again within a second of its clock; by then it has been refused.
    static let lastsRealMsMin: Int64 = 500

    package init(_ plan: PlannedFault) { self.plan = plan }

    package mutating func begin(on ground: any FaultGround) throws(FaultMiss) {
        let code = LoopbackConnect.attempt(port: ground.venuePort)
        guard code == 0 else {
            throw FaultMiss("the exchange could not be reached even before: \(SystemFailure.name(code))")
        }
        sinceRealMs = ground.realMs
    }

    package func refusal(
        _ before: VenueReport, _ now: VenueReport, on ground: any FaultGround
    ) throws(FaultMiss) -> (words: String, facts: [(String, FaultProof.Fact)])? {
        guard ground.realMs - sinceRealMs >= Self.lastsRealMsMin else { return nil }
        let code = LoopbackConnect.attempt(port: ground.venuePort)
        guard code == ECONNREFUSED, now["listening"] == 0 else {
            throw FaultMiss("a connect to the port gave \(SystemFailure.name(code)), wanted ECONNREFUSED")
        }
        return ("a connect to its port gives ECONNREFUSED (\(code))", [("errno", .number(Int64(code)))])
    }
}

/// One attempt to connect to a port of this machine, closed again at once.
package enum LoopbackConnect {
    /// The errno; 0 when somebody listens.
    package static func attempt(port: Int) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port)).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, size) == 0 ? 0 : errno
            }
        }
    }
}
