import EngineCore
import Testing

@Suite("Numbers of signals within a millisecond")
struct EmissionNumberingTests {
    @Test("from 0 in each millisecond")
    func plain() {
        var numbers = EmissionNumbering()
        #expect([7, 7, 7, 8, 9, 9].map { numbers.next(atMS: $0) } == [0, 1, 2, 0, 0, 1])
    }

    @Test("a millisecond that comes again when the clock was set back has other numbers")
    func setBack() {
        var numbers = EmissionNumbering()
        #expect([100, 100, 103].map { numbers.next(atMS: $0) } == [0, 1, 0])
        #expect([50, 100, 100, 103].map { numbers.next(atMS: $0) } == [2, 2, 3, 2], "lived through before")
        #expect([104, 104].map { numbers.next(atMS: $0) } == [0, 1], "new time")
        #expect([99, 100, 104].map { numbers.next(atMS: $0) } == [4, 4, 4], "set back once more")
    }

    @Test("no number is given twice, however often the clock is set")
    func unique() {
        for seed: UInt64 in 1...50 {
            var numbers = EmissionNumbering()
            var given: Set<[Int64]> = []
            var now: Int64 = 1_000
            var state = seed
            for _ in 0..<2_000 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let draw = Int64(state >> 33)
                now += draw % 100 == 0 ? -(draw / 100 % 60) : draw / 100 % 3
                #expect(given.insert([now, numbers.next(atMS: now)]).inserted, "seed \(seed)")
            }
        }
    }

    @Test("goes on where an earlier process stopped, also when the clock was set back in between")
    func resumed() {
        var numbers = EmissionNumbering()
        for (ms, number) in [(100, 0), (100, 1), (90, 5), (101, 0)] as [(Int64, Int64)] {
            numbers.resume(timestampMS: ms, number: number)
        }
        var later = numbers
        #expect(later.next(atMS: 101) == 1)
        #expect(later.next(atMS: 102) == 0)
        #expect(numbers.next(atMS: 100) == 6)
    }
}
