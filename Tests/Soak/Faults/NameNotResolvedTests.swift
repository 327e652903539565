import Foundation
import Glibc
import SoakFaults
import Testing

@Suite struct NameNotResolvedTests {
    /// On a thread of its own, which is in a mount namespace of its own where that can be had: as the run is.
    private func onOwnNames(_ body: @escaping @Sendable (TestGround) throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            let thread = Thread {
                done.resume(
                    with: Result {
                        let ground = TestGround(Bench())
                        do throws(SystemFailure) {
                            try PrivateMounts.enter()
                            ground.venueName = try VenueName(in: ground.bench.folder)
                        } catch { ground.mountObstacle = "\(error)" }
                        try body(ground)
                    })
            }
            thread.start()
        }
    }

    @Test func theNameIsReallyGoneAndComesBack() async throws {
        try await onOwnNames { ground in
            try ground.play([["open": 1], ["open": 1], ["open": 0, "cut": 1]])
            var fault = NameNotResolved(TestGround.plan(.nameNotResolved))
            if ground.mountObstacle != nil {
                let miss = #expect(throws: FaultMiss.self) { try fault.prepare(on: ground) }
                #expect(miss?.isSkip == true)
                return
            }
            // A process that runs already sees it come and go.
            let look = "getent hosts \(VenueName.host) > /dev/null && echo known || echo unknown"
            func seen() throws -> String {
                let bench = ground.bench
                _ = try bench.run(["sh", "-c", "{ \(look); } > \(bench.path("seen"))"])
                return bench.text("seen")
            }
            #expect(try seen() == "known\n")
            try ground.make(&fault)
            #expect(ground.venueOrders.last == "network isolate")
            ground.pass(ms: 600)
            let proof = try ground.outcome(&fault)
            #expect(proof["cut"] == .number(1))
            #expect(proof["lookup"] != .number(0))
            #expect(try seen() == "unknown\n")
            try fault.lift(on: ground)
            #expect(try seen() == "known\n")
            #expect(ground.venueOrders.last == "network mend")
        }
    }

    @Test func withoutANameOfItsOwnItIsAMiss() throws {
        let ground = TestGround(Bench())
        try ground.play([["open": 1]])
        var fault = NameNotResolved(TestGround.plan(.nameNotResolved))
        let miss = #expect(throws: FaultMiss.self) { try fault.prepare(on: ground) }
        #expect(miss?.why.contains("not given a name") == true)
    }
}
