import Testing

@testable import DoDCalendar

@Suite struct SessionAbsenceTests {
    let calendar = TradingCalendar.newYork

    private func instant(_ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Int64 {
        CalendarDate(2026, month, day).utcMidnightMs + Int64(hour * 60 + minute) * 60_000
    }

    @Test func aWholeSessionIsNoAbsence() {
        #expect(calendar.absence(from: instant(1, 20, 14, 30), to: instant(1, 20, 21)) == nil)
        #expect(calendar.absence(from: instant(1, 20, 7, 13), to: instant(1, 21, 7, 13)) == nil)
    }

    @Test func aHolidayIsNamedWithTheNextSession() throws {
        let absence = try #require(calendar.absence(from: instant(1, 19), to: instant(1, 20)))
        #expect(
            absence.text
                == "no whole regular session of the New York Stock Exchange from 2026-01-19 00:00 to 2026-01-20 "
                + "00:00 UTC: Mon 2026-01-19 is closed (Martin Luther King Jr. Day); the next one is "
                + "Tue 2026-01-20 14:30-21:00 UTC")
    }

    @Test func aWeekendIsNamed() throws {
        let absence = try #require(calendar.absence(from: instant(1, 17), to: instant(1, 19)))
        #expect(absence.causes.count == 2)
        #expect(absence.text.contains("Sat 2026-01-17 is a weekend, Sun 2026-01-18 is a weekend"))
        #expect(absence.next?.date == CalendarDate(2026, 1, 20))
    }

    @Test func anEarlyCloseIsNoWholeSession() throws {
        let absence = try #require(calendar.absence(from: instant(11, 27), to: instant(11, 28)))
        #expect(absence.text.contains("(early close, day after Thanksgiving)"))
        #expect(absence.next?.date == CalendarDate(2026, 11, 30))
    }

    @Test func aCutSessionIsSaid() throws {
        let late = try #require(calendar.absence(from: instant(1, 20, 14, 31), to: instant(1, 21, 14)))
        #expect(late.text.contains("the window began after the open of Tue 2026-01-20"))
        #expect(late.next?.date == CalendarDate(2026, 1, 21))
        let early = try #require(calendar.absence(from: instant(1, 20, 7), to: instant(1, 20, 20, 59)))
        #expect(early.text.contains("the window ended before the close of Tue 2026-01-20"))
    }

    @Test func aNightTouchesNothing() throws {
        let night = try #require(calendar.absence(from: instant(1, 20, 22), to: instant(1, 21, 10)))
        #expect(night.causes.isEmpty && night.text.contains("it touches no trading hours"))
        #expect(night.next?.date == CalendarDate(2026, 1, 21))
        let backwards = try #require(calendar.absence(from: instant(1, 22), to: instant(1, 20)))
        #expect(backwards.causes.isEmpty)
    }
}
