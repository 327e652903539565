import SoakMarket
import Testing

/// How lively the stream is, when, and how its oracle moves.
@Suite struct StreamMannerTests {
    @Test func contextComesOnceASecondByDayAndNight() {
        for sample in [StreamSample.opening, StreamSample.night] {
            let count = sample.events.count { if case .ctx = $0.update { true } else { false } }
            let rate = Double(count) / Double(sample.toMs - sample.fromMs) * 1_000 / 32
            #expect(rate > 0.955 && rate < 0.985)
        }
    }

    @Test func theOpenIsThreeTimesTheAverage() {
        let open = StreamSample(seed: 5, fromMs: instant("2026-01-20", 14, 30), minutes: 4)
        let regular = StreamSample(seed: 5, fromMs: instant("2026-01-20", 17), minutes: 4)
        let before = StreamSample(seed: 5, fromMs: instant("2026-01-20", 12), minutes: 4)
        // The parts of the day by their hours; the other minutes of it cost too much here.
        let night = StreamSample.night.rate
        let average = (open.rate * 0.5 + regular.rate * 6 + before.rate * 5.5 + night * 12) / 24
        #expect(average > 2.5 && average < 3.4)
        #expect(open.rate / average > 2.5 && open.rate / average < 3.5)
    }

    @Test func quietMarketsAreSilentForAMinuteAtNight() {
        let gaps = [19, 20, 21, 27].map { market in
            let times = StreamSample.night.books(market).map(\.atMs)
            return zip(times, times.dropFirst()).map { $1 - $0 }.max() ?? 0
        }
        #expect(gaps.contains { $0 > 45_000 })
        // And the busy ones of the same night are not.
        let busy = StreamSample.night.books(0).map(\.atMs)
        #expect(zip(busy, busy.dropFirst()).allSatisfy { $1 - $0 < 30_000 })
    }

    @Test func oracleOfUSEquitiesMovesInEveryFiveMinutesOfTheSession() {
        let sample = StreamSample.opening
        for market in sample.markets.indices where sample.markets[market].assetClass == .equityUS {
            let session = sample.contexts(market).filter { $0.atMs >= sample.toMs - 300_000 }
            #expect(Set(session.map(\.context.oraclePxE8)).count > 5)
        }
    }

    @Test func bothSidesAreThereNearlyAlwaysInTheSession() {
        let sample = StreamSample.opening
        for market in sample.markets.indices where sample.markets[market].assetClass == .equityUS {
            let books = sample.books(market).filter { $0.atMs >= sample.toMs - 300_000 }
            let missing = books.count { $0.book.bid == nil || $0.book.ask == nil }
            #expect(books.count > 20 && missing * 100 <= books.count * 2)
        }
    }

    @Test func externalOracleStepsEveryThreeSecondsByAtMostFiftyBps() {
        let sample = StreamSample.opening
        for market in sample.markets.indices {
            var last: (atMs: Int64, pxE8: Int64)?
            for (atMs, context) in sample.contexts(market) {
                guard let before = last else {
                    last = (atMs, context.oraclePxE8)
                    continue
                }
                if context.oraclePxE8 == before.pxE8 { continue }
                let steps = max(1, (atMs - before.atMs + 1_100) / 2_600)
                let moved = abs(context.oraclePxE8 - before.pxE8)
                #expect(moved * 10_000 <= before.pxE8 * 50 * steps + before.pxE8)
                #expect(atMs - before.atMs > 1_500)
                last = (atMs, context.oraclePxE8)
            }
        }
    }

    /// Sunday 23:00 UTC: futures come back, elsewhere than the internal oracle waited for them.
    @Test func aReopeningArrivesAsAStaircase() {
        var climbs = 0
        for seed: UInt64 in 1...12 {
            let sample = StreamSample(
                seed: seed, fromMs: instant("2026-01-25", 22, 59), minutes: 2, markets: 4)
            for market in [0, 3] {
                let values = sample.contexts(market).map(\.context.oraclePxE8)
                var last = values[0]
                var total: Int64 = 0
                for value in values {
                    #expect(abs(value - last) * 10_000 <= last * 50)
                    last = value
                    total = max(total, abs(value - values[0]) * 10_000 / values[0])
                }
                if total > 20 { climbs += 1 }
            }
        }
        #expect(climbs >= 3)
    }

    @Test func internalOracleGlides() {
        let sample = StreamSample(seed: 3, fromMs: instant("2026-01-24", 15), minutes: 30, markets: 5)
        for market in sample.markets.indices {
            let values = sample.contexts(market).map(\.context.oraclePxE8)
            for (before, after) in zip(values, values.dropFirst()) {
                // A tick or a bps a step, whichever is more.
                #expect(abs(after - before) * 10_000 <= before * 2)
            }
        }
    }
}
