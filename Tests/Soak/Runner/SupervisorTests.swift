import SoakFaults
import SoakRunner
import Testing

@Suite struct SupervisorTests {
    @Test func backOffDoublesAndIsForgottenAfterGoodTimes() {
        var supervisor = Supervisor()
        var delays: [Int64] = []
        for _ in 0..<12 {
            supervisor.started(atMs: 0)
            if case .restart(let afterMs) = supervisor.ended(.signal(11), planned: false, atMs: 50) {
                delays.append(afterMs)
            }
        }
        #expect(delays == [100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 51_200, 60_000, 60_000])
        supervisor.started(atMs: 1000)
        #expect(supervisor.ended(.code(1), planned: false, atMs: 11_000) == .restart(afterMs: 100))
    }

    @Test func aPlannedEndIsFollowedAtOnceAndNotCounted() {
        var supervisor = Supervisor()
        for _ in 0..<200 {
            #expect(supervisor.ended(.signal(9), planned: true, atMs: 0) == .restart(afterMs: 0))
        }
        #expect(supervisor.ended(.signal(9), planned: false, atMs: 0) == .restart(afterMs: 100))
    }

    @Test(arguments: [Int32(64), 75, 126, 127]) func someEndsAreHopeless(code: Int32) {
        var supervisor = Supervisor()
        guard case .giveUp = supervisor.ended(.code(code), planned: false, atMs: 0) else {
            Issue.record("restarted after exit \(code)")
            return
        }
    }

    @Test func itDoesNotGoOnForEver() {
        var supervisor = Supervisor()
        var restarts = 0
        while case .restart = supervisor.ended(.code(1), planned: false, atMs: 0) { restarts += 1 }
        #expect(restarts == 50)
    }

    @Test func whatWasAskedForIsDone() {
        var supervisor = Supervisor()
        supervisor.stop()
        #expect(supervisor.ended(.signal(9), planned: false, atMs: 0) == .done)
    }
}
