import DoDCalendar
import SoakPreflight
import Testing

@Suite("What a window will hold")
struct WindowForecastTests {
    private static let hour: Int64 = 3_600_000
    private static let calendar = TradingCalendar()

    private func forecast(_ day: String, at hours: Int64, length: Int64) throws -> WindowForecast {
        let from = try #require(CalendarDate(day)).utcMidnightMs + hours * Self.hour
        return WindowForecast(fromMs: from, toMs: from + length * Self.hour, calendar: Self.calendar)
    }

    @Test func aDayThatHoldsTheSessionSaysWhen() throws {
        let forecast = try forecast("2026-01-20", at: 7, length: 24)
        #expect(forecast.holdsSession)
        #expect(
            forecast.text
                == "this window holds the US session of Tue 2026-01-20 14:30-21:00 UTC (23:30-06:00 JST)")
    }

    @Test func inSummerItIsAnHourEarlier() throws {
        #expect(
            try forecast("2026-07-14", at: 0, length: 24).text.contains("13:30-20:00 UTC (22:30-05:00 JST)"))
    }

    @Test func aHolidayIsNamedWithABetterStart() throws {
        let forecast = try forecast("2026-01-19", at: 7, length: 24)
        #expect(!forecast.holdsSession)
        #expect(forecast.text.contains("Martin Luther King Jr. Day"))
        #expect(forecast.text.contains("start at 2026-01-20T14:00:00Z instead"))
        let start = try #require(forecast.betterStartMs)
        #expect(
            WindowForecast(fromMs: start, toMs: start + 24 * Self.hour, calendar: Self.calendar).holdsSession)
    }

    @Test func aWindowThatIsTooShortForASessionHasNoBetterStart() throws {
        let forecast = try forecast("2026-01-20", at: 15, length: 3)
        #expect(!forecast.holdsSession && forecast.betterStartMs == nil)
        #expect(forecast.text.hasSuffix("no start makes one fit into so short a window"))
    }

    @Test("From any hour of a year the better start does hold a session", arguments: 0..<24)
    func everyBetterStartHolds(hour: Int64) throws {
        for day in 0..<365 {
            let from =
                try #require(CalendarDate("2026-01-01")).adding(days: day).utcMidnightMs + hour * Self.hour
            let forecast = WindowForecast(fromMs: from, toMs: from + 24 * Self.hour, calendar: Self.calendar)
            if forecast.holdsSession { continue }
            let start = try #require(forecast.betterStartMs)
            #expect(start >= from)
            let better = WindowForecast(
                fromMs: start, toMs: start + 24 * Self.hour, calendar: Self.calendar)
            #expect(better.holdsSession, "\(forecast.text)")
        }
    }
}
