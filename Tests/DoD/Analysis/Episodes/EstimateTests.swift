import DoDAnalysis
import DoDFormat
import Testing

@Suite("Means with their intervals")
struct EstimateTests {
    static let hour = EpisodeSums.hourMS
    static let beginMS = ISOTime.milliseconds("2026-01-20T00:00:00Z")!

    /// `perHour` episodes an hour, each with a net gain from `net`.
    func sums(
        days: Int = 1, hours: Int = 24, perHour: Int = 20, markets: Int = 2, edge: Int64 = 1_300,
        net: (_ hour: Int, _ index: Int) -> Int64
    ) -> EpisodeSums {
        var sums = EpisodeSums()
        for at in 0..<days * hours {
            let begin = Self.beginMS + Int64(at / hours) * UTCDay.milliseconds + Int64(at % hours) * Self.hour
            for index in 0..<perHour {
                let firstMS = begin + Int64(index) * (Self.hour / Int64(perHour))
                let gain = BasisPoints(hundredths: net(at, index) + 600)
                sums.add(
                    Episode(
                        market: MarketKey(dex: "xyz", index: index % markets), side: .buy, firstMS: firstMS,
                        lastMS: firstMS + 900, signals: 2, rawEdge: BasisPoints(hundredths: edge),
                        phase: .regular, gain: ByHorizon(all: gain)), cost: BasisPoints(hundredths: 600))
            }
        }
        return sums
    }

    @Test("The same episodes give the same interval, to the last digit")
    func known() {
        var noise = SeededNoise(state: 3)
        let values = (0..<480).map { _ in Int64(noise.next(2_000)) - 900 }
        let found = SignalAnalysis(sums { values[$0 * 20 + $1] }).total.net.fiveSeconds
        #expect(found.n == 480 && found.blocks == 24 && found.blockMS == Self.hour)
        #expect(found.mean == Int64((Double(values.reduce(0, +)) / 480).rounded(.toNearestOrEven)))
        let again = SignalAnalysis(sums { values[$0 * 20 + $1] }).total.net.fiveSeconds
        #expect(again == found && !found.isGrey)
        #expect(found.interval == Estimate.Interval(low: 71, high: 179))
    }

    @Test("Episodes of an hour go together: an hour's luck is as wide as the hours, not as the ticks")
    func blocks() throws {
        // Every episode of an hour has the same value: 480 episodes are 24 draws.
        let together = SignalAnalysis(sums { hour, _ in hour % 2 == 0 ? 500 : -500 }).total.net.fiveSeconds
        let alone = SignalAnalysis(sums { _, index in index % 2 == 0 ? 500 : -500 }).total.net.fiveSeconds
        let wide = try #require(together.interval)
        let narrow = try #require(alone.interval)
        #expect(wide.high - wide.low > 250)
        #expect(narrow.high - narrow.low < 50)
    }

    @Test("About 95 of 100 intervals hold the true mean")
    func coverage() {
        var noise = SeededNoise(state: 11)
        var held = 0
        for _ in 0..<60 {
            let found = SignalAnalysis(sums(perHour: 2) { _, _ in Int64(noise.next(2_001)) - 1_000 })
                .total.net.fiveSeconds
            if let interval = found.interval, interval.low <= 0, interval.high >= 0 { held += 1 }
        }
        #expect((52...60).contains(held), "\(held) of 60")
    }

    @Test("Fewer than 30 episodes are grey, and too few blocks have no interval at all")
    func grey() {
        let few = SignalAnalysis(sums(perHour: 1) { _, _ in 500 }).total.net.fiveSeconds
        #expect(few.n == 24 && few.isGrey && few.interval != nil && !few.isAboveZero)
        // One hour of a few ten minutes.
        let one = SignalAnalysis(sums(hours: 1, perHour: 4) { _, _ in 500 }).total.net.fiveSeconds
        #expect(one.n == 4 && one.interval == nil && one.blockMS == nil)
    }

    @Test("Too few hours: blocks of ten minutes are taken, and the estimate says so")
    func shortRun() {
        let found = SignalAnalysis(sums(hours: 4, perHour: 60) { hour, index in Int64(hour + index) }).total
            .net
            .fiveSeconds
        #expect(found.blockMS == EpisodeSums.fineMS && found.blocks == 24 && found.interval != nil)
    }

    @Test("Nothing is known of nothing")
    func nothing() {
        let analysis = SignalAnalysis(EpisodeSums())
        #expect(analysis.isEmpty && analysis.total.net.fiveSeconds == .nothing)
        #expect(analysis.choice.chosenOn == nil)
    }

    @Test("Hours as clocks show them in London's winter, New York and Tokyo")
    func zones() {
        let at = ISOTime.milliseconds("2026-01-20T14:30:00Z")!
        #expect(SignalAnalysis.Zone.allCases.map { $0.hour(at: at) } == [14, 9, 23])
        let summer = ISOTime.milliseconds("2026-07-20T02:30:00Z")!
        #expect(SignalAnalysis.Zone.allCases.map { $0.hour(at: summer) } == [2, 22, 11])
    }

    @Test("A threshold is chosen on one day and judged on another; on one day nothing can be said")
    func threshold() throws {
        let one = SignalAnalysis(sums { _, _ in 500 })
        #expect(one.choice.chosenOn == nil && one.choice.positive.isEmpty)

        var sums = sums(days: 2, edge: 1_300) { hour, _ in hour < 24 ? 300 : -400 }
        // Larger edges hold what they promise on the second day too.
        sums.merge(
            self.sums(days: 2, perHour: 10, edge: 2_600) { hour, index in 700 + Int64(hour % 7 + index) })
        let choice = SignalAnalysis(sums).choice
        #expect(choice.chosenOn == UTCDay("2026-01-20") && choice.judgedOn == [UTCDay("2026-01-21")!])
        #expect(choice.positive.count == 2)
        let market = try #require(choice.markets[MarketKey(dex: "xyz", index: 0)])
        #expect(market.threshold == 1_400)
        #expect(market.judged.n == 120 && market.judged.isAboveZero)
        // Of each market: the bins up to 25 bps that have 30 episodes.
        #expect(choice.tried == 14)
    }

    @Test("What looked well on the day it was chosen on and not on the other is not positive")
    func luck() {
        let sums = sums(days: 2) { hour, _ in hour < 24 ? 500 : -100 }
        let choice = SignalAnalysis(sums).choice
        #expect(choice.told.count == 2 && choice.positive.isEmpty)
    }

    @Test("A date with few hours is no day")
    func shortDay() {
        var sums = sums(days: 1) { _, _ in 500 }
        sums.merge(self.sums(days: 2, hours: 7) { _, _ in 500 })
        let choice = SignalAnalysis(sums).choice
        #expect(choice.chosenOn == nil)
        #expect(choice.hoursByDay[UTCDay("2026-01-21")!] == 7)
    }
}
