import Testing

@testable import SoakMarket

/// What the hours do to prices: an external oracle by day, the book's own average while it is away.
@Suite struct SessionPriceTests {
    /// The internal oracle is an average over half an hour: pulled by what a book pays beyond it, it has gone
    /// 1 - 1/e of the way after 600 steps of 3 s.
    @Test func theInternalOracleIsAnAverageOverHalfAnHour() throws {
        let facts = MarketTable.january2026[0]
        var random = RandomSource(seed: 1, stream: 1)
        let grid = PriceGrid(szDecimals: facts.szDecimals)
        var price = PriceMotion(facts, grid: grid, fromMs: 0, &random)
        let start = price.oraclePxE8
        // A book that stands still 100 bps above, its impact prices on one point.
        let there = start + start / 100
        let touch = Touch(bidE8: there, askE8: there, impactBidE8: there, impactAskE8: there)
        for _ in 0..<600 {
            price.tick(isExternal: false, step: 0, touch: touch, lastPxE8: there, &random)
        }
        let way = Double(price.oraclePxE8 - start) / Double(there - start)
        #expect(abs(way - 0.632) < 0.01)
        // Within the bound of discovery, however long and far: 1 / leverage of the last external price.
        let far = start * 2
        let beyond = Touch(bidE8: far, askE8: far, impactBidE8: far, impactAskE8: far)
        for _ in 0..<20_000 {
            price.tick(isExternal: false, step: 0, touch: beyond, lastPxE8: far, &random)
        }
        #expect(price.oraclePxE8 <= start + start / Int64(facts.maxLeverage) + grid.tick(at: start))
        // Back comes the world, 200 bps lower: a staircase of 50 bps at most.
        price.shift(by: -200 * Relative.bps)
        let reopened = price.oraclePxE8
        var steps = 0
        while (reopened - price.oraclePxE8) * 10_000 < reopened * 190, steps < 20 {
            let before = price.oraclePxE8
            price.tick(isExternal: true, step: 0, touch: nil, lastPxE8: before, &random)
            #expect((before - price.oraclePxE8) * 10_000 <= before * 50)
            steps += 1
        }
        #expect(steps >= 4 && steps < 20, "it climbs down, and it ends")
    }

    /// The busiest and the largest step of each market's oracle within the sample, in hundredths of a bps.
    private func largestStep(_ sample: StreamSample, _ market: Int) -> Int64 {
        let values = sample.contexts(market).map(\.context.oraclePxE8)
        return zip(values, values.dropFirst()).map { abs($1 - $0) * 1_000_000 / $0 }.max() ?? 0
    }

    /// Martin Luther King Jr. Day, noon in New York: no equities, indices and commodities, but currencies.
    @Test func onAHolidayOnlyCurrenciesHaveAnExternalPrice() {
        let holiday = StreamSample(seed: 3, fromMs: instant("2026-01-19", 17), minutes: 12)
        let day = StreamSample(seed: 3, fromMs: instant("2026-01-20", 17), minutes: 12)
        for (market, facts) in holiday.markets.enumerated() {
            let isAway = [.equityUS, .index, .commodity].contains(facts.assetClass)
            #expect(
                MarketHours(of: facts.assetClass, at: holiday.fromMs).isExternal == (facts.assetClass == .fx))
            if isAway {
                // A tick, or a bps where ticks are smaller: it glides.
                let tick = PriceGrid(szDecimals: facts.szDecimals).tick(at: facts.start.oraclePxE8)
                let tickHundredths = tick * 1_000_000 / facts.start.oraclePxE8
                #expect(largestStep(holiday, market) <= max(200, tickHundredths * 2), "\(facts.coin)")
            }
        }
        let lively = [0, 1, 2, 3, 15, 26].count { largestStep(day, $0) > 2 * largestStep(holiday, $0) }
        #expect(lively >= 5, "the day after, the same markets move")
        #expect(day.rate > 1.4 * holiday.rate, "and speak more")
    }

    @Test(
        arguments: [
            (.equityJP, instant("2026-01-20", 1), true), (.equityJP, instant("2026-01-20", 3), false),
            (.equityJP, instant("2026-01-20", 6, 29), true), (.equityJP, instant("2026-01-20", 6, 30), false),
            (.equityHK, instant("2026-01-20", 1, 29), false), (.equityHK, instant("2026-01-20", 1, 30), true),
            (.equityHK, instant("2026-01-20", 4, 30), false), (.equityHK, instant("2026-01-20", 7, 59), true),
            (.equityHK, instant("2026-01-24", 2), false), (.preIPO, instant("2026-01-20", 16), false),
        ] as [(MarketClass, Int64, Bool)])
    func laterClassesHaveHoursOfTheirOwn(_ assetClass: MarketClass, _ ms: Int64, isExternal: Bool) {
        #expect(MarketHours(of: assetClass, at: ms).isExternal == isExternal)
    }
}
