import Testing

@testable import SoakMarket

@Suite struct EventQueueTests {
    @Test func earliestFirstAndTheLowerSourceOnATie() {
        var queue = EventQueue([30, 10, 20, 10])
        var order: [Int] = []
        for _ in 0..<4 {
            order.append(queue.source)
            queue.replaceFirst(at: 1_000 + Int64(queue.source))
        }
        #expect(order == [1, 3, 2, 0])
        #expect(queue.atMs == 1_000)
    }

    @Test func holdsItsOrderOverManyReplacements() {
        var random = RandomSource(seed: 1, stream: 0)
        var queue = EventQueue((0..<65).map { _ in random.below(500) })
        var last: Int64 = 0
        for _ in 0..<5_000 {
            #expect(queue.atMs >= last)
            last = queue.atMs
            queue.replaceFirst(at: last + random.below(700))
        }
    }

    @Test func blocksAndTheirFramesRise() {
        let clock = BlockClock(seed: 9, originMs: 1_768_893_180_000)
        for block: Int64 in 0..<3_000 {
            #expect(clock.timeMs(of: block + 1) - clock.timeMs(of: block) >= 60)
            #expect(clock.sentMs(of: block + 1) > clock.sentMs(of: block))
            #expect((195..<240).contains(clock.sentMs(of: block) - clock.timeMs(of: block)))
        }
    }
}
