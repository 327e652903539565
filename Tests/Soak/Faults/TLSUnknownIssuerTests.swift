import SoakFaults
import Testing

@Suite struct TLSUnknownIssuerTests {
    @Test func handshakesThatTheEngineBreaksOffAreTheProof() throws {
        let ground = TestGround(Bench())
        ground.speaksTLS = true
        try ground.play([
            ["open": 1, "cut": 3], ["open": 1, "cut": 3], [:], ["cut": 4],
            ["cut": 4, "failed_handshakes": 2],
        ])
        var fault = TLSUnknownIssuer(TestGround.plan(.tlsUnknownIssuer))
        try ground.make(&fault)
        #expect(ground.venueOrders.last == "network show unknown-issuer")
        #expect(try fault.prove(on: ground) == nil)
        let proof = try ground.outcome(&fault)
        #expect(proof["failed_handshakes"] == .number(2) && proof["cut"] == .number(1))
        #expect(proof["connected"] == .number(0))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.last == "network mend")
    }

    @Test func withoutTLSItIsAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1]])
        var fault = TLSUnknownIssuer(TestGround.plan(.tlsUnknownIssuer))
        let miss = #expect(throws: FaultMiss.self) { try fault.make(on: ground) }
        #expect(miss?.why.contains("write tls = true") == true)
        #expect(!ground.venueOrders.contains { $0.hasPrefix("network show") })
    }

    @Test func nobodyWhoLookedAtItIsAMiss() throws {
        let ground = TestGround(Bench())
        ground.speaksTLS = true
        try ground.play([["open": 1], ["open": 1], [:], ["cut": 1]])
        var fault = TLSUnknownIssuer(TestGround.plan(.tlsUnknownIssuer))
        try ground.make(&fault)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }
}
