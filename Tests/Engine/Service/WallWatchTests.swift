import Testing

@testable import EngineService

/// When the wall clock counts as set.
@Suite struct WallWatchTests {
    @Test(
        arguments: [
            2_000, -2_000, 3_600_000, -3_600_000, 86_400_000, -86_400_000, 500, -500,
        ] as [Int64])
    func aClockThatWasSetIsSeenAndOnlyOnce(byMS: Int64) {
        var watch = WallWatch()
        let nowMS: Int64 = 1_768_953_600_000
        #expect(watch.step(beforeMS: nowMS, wallMS: nowMS, afterMS: nowMS, shiftMS: 0) == nil)
        let later = nowMS + 1_000
        #expect(
            watch.step(beforeMS: later, wallMS: later + byMS, afterMS: later, shiftMS: 0) == later + byMS)
        // The caller goes on by that much; from there the same clock is right.
        #expect(watch.step(beforeMS: later, wallMS: later + byMS, afterMS: later, shiftMS: byMS) == nil)
    }

    @Test func aClockThatIsDisciplinedIsNotSet() {
        var watch = WallWatch()
        for away: Int64 in -499...499 {
            #expect(watch.step(beforeMS: 0, wallMS: away, afterMS: 0, shiftMS: 0) == nil)
        }
    }

    /// The process was stopped between the two readings (SIGSTOP, a guest that was not scheduled): the wall clock
    /// seems to have been set, and was not. It is looked at again at once.
    @Test func readingsThatDoNotBelongTogetherSayNothing() {
        var watch = WallWatch()
        #expect(watch.step(beforeMS: 10_000, wallMS: 70_000, afterMS: 70_001, shiftMS: 0) == nil)
        #expect(watch.isDue(nowMS: 70_001))
        #expect(watch.step(beforeMS: 70_001, wallMS: 70_001, afterMS: 70_001, shiftMS: 0) == nil)
        // Read before the stop, compared after it.
        #expect(watch.step(beforeMS: 80_000, wallMS: 80_000, afterMS: 90_000, shiftMS: 0) == nil)
    }

    @Test func itIsAskedOnceASecond() {
        var watch = WallWatch()
        #expect(watch.isDue(nowMS: 5))
        _ = watch.step(beforeMS: 5, wallMS: 5, afterMS: 5, shiftMS: 0)
        #expect(!watch.isDue(nowMS: 1_004))
        #expect(watch.isDue(nowMS: 1_005))
    }
}
