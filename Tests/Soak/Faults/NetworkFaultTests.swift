import Glibc
import SoakFaults
import Testing

extension TestGround {
    /// An engine that runs, and an exchange that answers one order after the other with these counts.
    func play(_ reports: [[String: Int64]]) throws {
        try startEngine(script: "sleep 600")
        venueReports = reports
    }
}

/// What all faults of the network have in common, shown by kinds that stand for the others.
@Suite struct NetworkFaultTests {
    let bench = Bench()

    @Test func waitsForAConnectionThatItCanBreak() throws {
        let ground = TestGround(bench)
        var fault = ConnectionReset(TestGround.plan(.connectionReset))
        ground.venueReports = [["open": 1]]
        #expect(try !fault.prepare(on: ground), "no engine")
        try ground.play([["open": 0], ["open": 1]])
        #expect(try !fault.prepare(on: ground), "no connection")
        #expect(try fault.prepare(on: ground))
    }

    @Test func countsThatStayMakeAMissAndNoProof() throws {
        let ground = TestGround(bench)
        try ground.play([["open": 1, "reset": 4]])
        var fault = ConnectionReset(TestGround.plan(.connectionReset))
        try ground.make(&fault)
        #expect(try fault.prove(on: ground) == nil)
        ground.now = fault.plan.until
        #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
    }

    @Test func anExchangeThatIsGoneIsAMiss() throws {
        let ground = TestGround(bench)
        try ground.play([])
        var fault = FeedStalled(TestGround.plan(.feedStalled))
        let miss = #expect(throws: FaultMiss.self) { try fault.prepare(on: ground) }
        #expect(miss?.why == "the exchange is gone")
    }

    /// Lifted once, and only when it was made.
    @Test func aWindowIsMendedOnce() throws {
        let ground = TestGround(bench)
        try ground.play([["open": 1]])
        var fault = FeedStalled(TestGround.plan(.feedStalled))
        try fault.lift(on: ground)
        #expect(ground.venueOrders.isEmpty)
        try ground.make(&fault)
        try fault.lift(on: ground)
        try fault.lift(on: ground)
        #expect(ground.venueOrders.filter { $0 == "network mend" }.count == 1)
        #expect(ground.venueOrders.contains("network stall"))
    }

    /// A connection that came to be all the same is no outage.
    @Test func whoeverComesInMakesAnOutageAMiss() throws {
        let ground = TestGround(bench)
        ground.speaksTLS = true
        try ground.play([["open": 1], ["open": 1], [:], ["cut": 1, "failed_handshakes": 1, "connected": 1]])
        var fault = TLSWrongHost(TestGround.plan(.tlsWrongHost))
        try ground.make(&fault)
        let miss = #expect(throws: FaultMiss.self) { try fault.prove(on: ground) }
        #expect(miss?.why == "1 connections came to be all the same")
    }

    @Test func answersAreRead() {
        let report = VenueReport(answer: "ok connected=3 half-closed=1")
        #expect(report == VenueReport(["connected": 3, "half-closed": 1]))
        #expect(report?["unheard-of"] == 0)
        for answer in ["no such order", "ok connected", "ok connected=many", ""] {
            #expect(VenueReport(answer: answer) == nil)
        }
    }
}
