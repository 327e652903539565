import SoakExchange
import Testing

@Suite struct DerivedClockTests {
    private func pushes(seed: UInt64, upToMs: Int64) -> [DerivedClock.Due] {
        var clock = DerivedClock(seed: seed, fromMs: 0)
        var result: [DerivedClock.Due] = []
        while let due = clock.next(upToMs: upToMs) { result.append(due) }
        return result
    }

    @Test func eachPushHasItsPeriod() {
        let all = pushes(seed: 1, upToMs: 3_600_000)
        for (push, meanMs) in [(.book, 5_385), (.fastBook, 540), (.mids, 5_000)] as [(DerivedClock.Push, Int)]
        {
            let times = all.filter { $0.push == push }.map(\.atMs)
            let gaps = zip(times, times.dropFirst()).map { Int($1 - $0) }
            #expect(abs(gaps.reduce(0, +) / gaps.count - meanMs) <= 5)
            #expect(Set(gaps).count > 10, "not to the ms")
        }
    }

    @Test func timeNeverFallsAndIsThatOfABlock() {
        let all = pushes(seed: 1, upToMs: 600_000)
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.atMs <= $1.atMs })
        #expect(all.allSatisfy { $0.atMs - $0.timeMs == 195 })
    }

    @Test func aSeedGivesOneClockHoweverItIsAsked() {
        let all = pushes(seed: 1, upToMs: 60_000)
        #expect(all != pushes(seed: 2, upToMs: 60_000))
        var clock = DerivedClock(seed: 1, fromMs: 0)
        var stepwise: [DerivedClock.Due] = []
        for ms in stride(from: Int64(0), through: 60_000, by: 7) {
            while let due = clock.next(upToMs: ms) { stepwise.append(due) }
        }
        #expect(stepwise == all.filter { $0.atMs <= 59_997 })
    }
}
