import SoakFaults
import Testing

@Suite struct FaultProgressTests {
    let plan = PlannedFault(
        id: "f", kind: .tornWrite, armAt: VirtualTime(ms: 1000), until: VirtualTime(ms: 2000))

    func step(
        _ progress: FaultProgress, at ms: Int64, ready: Bool = true, generation: Int = 1, ending: Bool = false
    )
        -> FaultProgress.Step
    { progress.next(now: VirtualTime(ms: ms), engineReady: ready, generation: generation, ending: ending) }

    @Test func aBiteIsLiftedWhenTheEngineIsBack() {
        var progress = FaultProgress(plan, end: .engineBack)
        #expect(step(progress, at: 999) == .nothing)
        #expect(step(progress, at: 1000) == .prepare)
        progress.wasArmed()
        #expect(step(progress, at: 1001) == .prove)
        progress.didBite(generation: 1)
        #expect(step(progress, at: 1002, ready: false) == .nothing)
        // The life in which it bit is not the one that has to come back.
        #expect(step(progress, at: 1002, ready: true, generation: 1) == .nothing)
        #expect(step(progress, at: 1003, ready: false, generation: 2) == .nothing)
        #expect(step(progress, at: 1004, generation: 2) == .lift)
        progress.wasLifted()
        #expect(progress.outcome == .bitten)
        #expect(step(progress, at: 5000, ending: true) == .nothing)
    }

    @Test func aBiteIsLiftedAtItsTime() {
        var progress = FaultProgress(plan, end: .time)
        progress.wasArmed()
        progress.didBite(generation: 1)
        #expect(step(progress, at: 1999) == .nothing)
        #expect(step(progress, at: 2000) == .lift)
    }

    @Test func whatCouldNotBePreparedInTimeIsMissed() {
        var progress = FaultProgress(plan, end: .time)
        guard case .miss(let why) = step(progress, at: 2000) else {
            Issue.record("not missed")
            return
        }
        progress.didMiss(why)
        #expect(progress.outcome == .missed(why: why))  // nothing was done, nothing is to be lifted
    }

    @Test func aMissAfterArmingIsLiftedToo() {
        var progress = FaultProgress(plan, end: .time)
        progress.wasArmed()
        progress.didMiss("no EACCES")
        #expect(progress.outcome == nil)
        #expect(step(progress, at: 1500) == .lift)
        progress.wasLifted()
        #expect(progress.outcome == .missed(why: "no EACCES"))
    }

    @Test func theEndOfTheRunIsAMissForAllThatDidNotBite() {
        var waiting = FaultProgress(plan, end: .time)
        #expect(
            step(waiting, at: 500, ending: true)
                == .miss(why: "the run ended before its time came (\(plan.armAt.text))"))
        waiting.wasArmed()
        #expect(step(waiting, at: 1500, ending: true) == .miss(why: "the run ended before it bit"))
        waiting.didBite(generation: 1)
        #expect(step(waiting, at: 1500, ending: true) == .lift)
    }
}
