import DoDCalendar
import Testing

@Suite struct CalendarDateTests {
    @Test func countsEveryDayOfFourCenturiesOnce() {
        var date = CalendarDate(dayNumber: -50_000)
        for number in -50_000..<100_000 {
            let counted = CalendarDate(dayNumber: number)
            #expect(counted == date && counted.dayNumber == number)
            date = next(date)
        }
    }

    /// The day after, from the lengths of the months alone.
    private func next(_ date: CalendarDate) -> CalendarDate {
        CalendarDate(year: date.year, month: date.month, day: date.day + 1)
            ?? CalendarDate(year: date.year, month: date.month + 1, day: 1)
            ?? CalendarDate(dayNumber: CalendarDate(year: date.year + 1, month: 1, day: 1)?.dayNumber ?? 0)
    }

    @Test(arguments: [
        ("1970-01-01", 0, Weekday.thursday), ("2000-02-29", 11_016, .tuesday),
        ("2026-01-20", 20_473, .tuesday),
        ("1969-12-31", -1, .wednesday), ("2035-12-31", 24_105, .monday),
    ]) func knownDays(text: String, number: Int, weekday: Weekday) throws {
        let date = try #require(CalendarDate(text))
        #expect(date.dayNumber == number)
        #expect(date.weekday == weekday)
        #expect(date.description == text)
    }

    @Test(arguments: [
        "2025-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-20", "2026-01-2x", "20260120", "",
        "2026-01-20 ", "-026-01-20",
    ]) func refuses(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test func writesInstants() {
        #expect(UTCText.milliseconds(1_768_893_180_007) == "2026-01-20T07:13:00.007Z")
        #expect(UTCText.seconds(1_768_893_180_007) == "2026-01-20T07:13:00Z")
        #expect(UTCText.minutes(-1) == "1969-12-31 23:59")
        #expect(UTCText.milliseconds(-1) == "1969-12-31T23:59:59.999Z")
    }
}
