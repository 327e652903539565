import SoakFaults
import SoakSweep
import Testing

@Suite("The points of a sweep")
struct SweepPlanTests {
    @Test(
        "a point is written as it is read",
        arguments: [
            "write:torn-half:7", "write:short:1", "open:EIO:12+", "rename:kill-after:2",
            "write:kill-before:3,open:EIO:2",
        ])
    func names(text: String) throws {
        #expect(try #require(SweepPoint(text)).description == text)
    }

    @Test(
        "what is no point is not taken for one",
        arguments: [
            "", "write", "write:torn-half", "write:torn-half:0", "write:tear:1", "read:EIO:1",
            "open:torn-1:1",
            "write:kill-before:1+", "write:EIO:1,open", "write:EIO:1,open:EIO:1,open:EIO:2",
        ])
    func noNames(text: String) { #expect(SweepPoint(text) == nil) }

    @Test("every operation is swept with every disturbance that it can have, errors also for ever")
    func lanes() {
        let lanes = SweepLane.all(SweepOperation.allCases)
        #expect(Set(lanes).count == lanes.count)
        for operation in SweepOperation.allCases {
            let own = lanes.filter { $0.operation == operation }
            #expect(Set(own.filter { !$0.isLasting }.map(\.action)) == Set(operation.actions))
            #expect(Set(own.filter(\.isLasting).map(\.action)) == [.noSpace, .inputOutput, .readOnly])
        }
        #expect(Set(SweepOperation.write.actions) == Set(SweepAction.allCases))
        #expect(lanes[0].point(4).description == "write:kill-before:4")
    }

    @Test("a recovery is swept behind the fault that it recovers from")
    func recoveries() {
        let fault = SweepFault(.write, .killBefore, 9)
        let lanes = SweepLane.recoveries(from: fault, [.open])
        #expect(
            lanes.map { $0.point(2).description } == [
                "write:kill-before:9,open:kill-before:2", "write:kill-before:9,open:kill-after:2",
                "write:kill-before:9,open:EIO:2",
            ])
    }

    @Test("the same seed gives the same sessions, another one others")
    func seeded() {
        #expect(SweepSessions(seed: 3).recordings == SweepSessions(seed: 3).recordings)
        #expect(SweepSessions(seed: 3).recordings != SweepSessions(seed: 4).recordings)
    }

    @Test("a summary adds up, and an empty or interrupted sweep is not green")
    func summary() {
        var summary = SweepSummary()
        #expect(summary.exitCode == 2, "nothing was swept")
        let lane = SweepLane(operation: .write, action: .killBefore)
        summary.add(lane, kills: 1, restarts: 1, flaws: [])
        #expect(summary.exitCode == 0)
        #expect(summary.total == .init(points: 1, kills: 1, restarts: 1, flawed: 0))
        summary.isInterrupted = true
        #expect(summary.exitCode == 2)
        summary.add(lane, kills: 1, restarts: 1, flaws: [.lost("a"), .lost("b")])
        summary.add(
            SweepSummary.Failure(point: "write:kill-before:2", flaws: ["<a>"], folder: "f", command: "c"))
        #expect(summary.exitCode == 1)
        #expect(summary.lines.last?.contains("2 lost, 0 doubled") == true)
        #expect(SweepJUnit.text(summary).contains("message=\"&lt;a&gt;\""))
    }
}
