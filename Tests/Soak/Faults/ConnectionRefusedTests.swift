import Glibc
import SoakFaults
import Testing

/// A real port: listened at, until it is no longer.
private final class Port {
    let number: Int
    private let descriptor: Int32

    init() {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let listens = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 8) == 0
                    && getsockname(descriptor, $0, &size) == 0
            }
        }
        precondition(listens)
        number = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(descriptor) }

    func stopListening() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

@Suite struct ConnectionRefusedTests {
    @Test func aRealRefusalIsTheProof() throws {
        let ground = TestGround(Bench())
        let port = Port()
        ground.venuePort = port.number
        try ground.play([
            ["open": 1, "listening": 1], ["open": 1, "listening": 1], ["open": 0, "cut": 1, "listening": 0],
        ])
        var fault = ConnectionRefused(TestGround.plan(.connectionRefused))
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "network refuse")
        port.stopListening()
        #expect(try fault.prove(on: ground) == nil, "the engine had no time to be refused")
        ground.pass(ms: 600)
        let proof = try ground.outcome(&fault)
        #expect(proof["errno"] == .number(Int64(ECONNREFUSED)) && proof["cut"] == .number(1))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "network mend")
    }

    @Test func aPortThatIsOpenIsAMiss() throws {
        let ground = TestGround(Bench())
        let port = Port()
        ground.venuePort = port.number
        try ground.play([["open": 1], ["open": 1], ["cut": 1]])
        var fault = ConnectionRefused(TestGround.plan(.connectionRefused))
        try ground.make(&fault)
        ground.pass(ms: 600)
        let miss = #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        #expect(miss?.why.contains("wanted ECONNREFUSED") == true)
    }

    @Test func oneThatWasRefusedBeforeIsAMiss() throws {
        let ground = TestGround(Bench())
        let port = Port()
        port.stopListening()
        ground.venuePort = port.number
        try ground.play([["open": 1]])
        var fault = ConnectionRefused(TestGround.plan(.connectionRefused))
        #expect(try fault.prepare(on: ground))
        #expect(throws: FaultMiss.self) { try fault.make(on: ground) }
    }
}
