import Testing

@testable import SoakMarket

@Suite struct MarketHoursTests {
    @Test(
        arguments: [
            (instant("2026-01-20", 7, 13), .night), (instant("2026-01-20", 9), .before),
            (instant("2026-01-20", 14, 30) - 1, .before), (instant("2026-01-20", 14, 30), .opening),
            (instant("2026-01-20", 15), .regular), (instant("2026-01-20", 20, 30), .closing),
            (instant("2026-01-20", 21), .after), (instant("2026-01-21", 1), .night),
            // Martin Luther King Jr. Day: closed from 20:00 of New York's evening before to 20:00 of its own.
            (instant("2026-01-19", 15), .closed), (instant("2026-01-20", 0, 59), .closed),
            (instant("2026-01-20", 1), .night), (instant("2026-01-17", 15), .closed),
            // Daylight saving began on 2026-03-08: the bells ring an hour earlier in UTC.
            (instant("2026-03-06", 14, 0), .before), (instant("2026-03-09", 13, 30), .opening),
            (instant("2026-03-09", 20), .after),
            // The day after Thanksgiving closes at 13:00 of New York's day.
            (instant("2026-11-27", 17, 30), .closing), (instant("2026-11-27", 18), .after),
        ] as [(Int64, TradingPhase)])
    func phaseFollowsTheBells(at ms: Int64, phase: TradingPhase) {
        #expect(MarketHours(of: .equityUS, at: ms).phase == phase)
    }

    @Test(
        arguments: [
            (.equityUS, instant("2026-01-20", 3), true), (.equityUS, instant("2026-01-24", 0, 59), true),
            (.equityUS, instant("2026-01-24", 1), false), (.equityUS, instant("2026-01-26", 0, 59), false),
            (.equityUS, instant("2026-01-26", 1), true), (.equityUS, instant("2026-01-19", 15), false),
            (.index, instant("2026-01-20", 22), false), (.index, instant("2026-01-20", 23), true),
            (.index, instant("2026-01-23", 21, 59), true), (.index, instant("2026-01-23", 23), false),
            (.commodity, instant("2026-01-25", 22, 59), false), (.commodity, instant("2026-01-25", 23), true),
            (.commodity, instant("2026-01-19", 15), false),
            (.fx, instant("2026-01-19", 15), true), (.fx, instant("2026-01-23", 21, 59), true),
            (.fx, instant("2026-01-23", 22), false), (.fx, instant("2026-01-25", 22), true),
            (.equityKR, instant("2026-01-20", 0), true), (.equityKR, instant("2026-01-20", 6, 30), false),
            (.equityKR, instant("2026-01-24", 3), false),
        ] as [(MarketClass, Int64, Bool)])
    func oracleIsExternalInTheHoursOfItsClass(assetClass: MarketClass, at ms: Int64, isExternal: Bool) {
        #expect(MarketHours(of: assetClass, at: ms).isExternal == isExternal)
    }

    @Test func anAnswerHoldsUntilTheNextHalfHour() {
        let hours = MarketHours(of: .fx, at: instant("2026-01-20", 7, 13))
        #expect(hours.untilMs == instant("2026-01-20", 7, 30))
        #expect(MarketHours(of: .fx, at: hours.untilMs).untilMs == instant("2026-01-20", 8))
    }
}
