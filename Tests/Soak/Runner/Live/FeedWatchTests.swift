import SoakRunner
import Testing

/// When a feed counts as dead for the engine.
@Suite struct FeedWatchTests {
    private var watch = FeedWatch(witnessedMin: 30)

    private mutating func news(
        _ sign: Int64?, witnessed: Int64, isRunning: Bool = true, atMs: Int64
    ) -> FeedWatch.News? {
        watch.look(sign: sign, witnessed: witnessed, isRunning: isRunning, atMs: atMs)
    }

    @Test mutating func aFeedThatOnlyTheWitnessHearsIsFoundWithinAMinute() {
        _ = news(100, witnessed: 100, atMs: 0)
        var found: [FeedWatch.News] = []
        for step in 1...11 {
            let atMs = Int64(step) * FeedWatch.everyMs
            if let news = news(100, witnessed: 100 + atMs / 10, atMs: atMs) { found.append(news) }
        }
        #expect(found == [.dead(silentMs: 40_000, witnessed: 4_000)], "and said once")
        let alive = news(101, witnessed: 9_000, atMs: 60_000)
        #expect(alive == .alive(afterMs: 60_000))
        let later = news(101, witnessed: 9_900, atMs: 65_000)
        #expect(later == nil)
    }

    @Test mutating func aVenueThatIsSilentForBothIsNoDeadFeed() {
        for step in 0...100 {
            let news = news(5, witnessed: 29, atMs: Int64(step) * 5_000)
            #expect(news == nil)
        }
    }

    @Test mutating func anEngineThatIsDownIsAnotherStory() {
        for step in 0...100 {
            let atMs = Int64(step) * 5_000
            let news = news(nil, witnessed: atMs, isRunning: false, atMs: atMs)
            #expect(news == nil)
        }
        let first = news(0, witnessed: 900_000, atMs: 505_000)
        #expect(first == nil)
    }

    @Test mutating func oneThatDoesNotAnswerHearsNothing() {
        _ = news(7, witnessed: 0, atMs: 0)
        let dead = news(nil, witnessed: 50, atMs: 40_000)
        #expect(dead == .dead(silentMs: 40_000, witnessed: 50))
    }
}
