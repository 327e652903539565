import Testing

@testable import DoDCalendar

@Suite struct TradingCalendarTests {
    let calendar = TradingCalendar.newYork

    @Test(arguments: [
        ("2026-01-19", "Martin Luther King Jr. Day"),
        ("2025-01-09", "National day of mourning for Jimmy Carter"),
        ("2026-07-03", "Independence Day (observed)"), ("2027-06-18", "Juneteenth (observed)"),
        ("2026-04-03", "Good Friday"), ("2026-06-19", "Juneteenth"), ("2026-11-26", "Thanksgiving Day"),
        ("2026-02-16", "Washington's Birthday"), ("2026-05-25", "Memorial Day"), ("2026-09-07", "Labor Day"),
        ("2027-12-24", "Christmas Day (observed)"), ("2023-01-02", "New Year's Day (observed)"),
        ("2012-10-30", "Hurricane Sandy"), ("1980-11-04", "Election Day"), ("2026-01-18", "weekend (Sunday)"),
    ]) func closedDaysSayWhy(text: String, reason: String) throws {
        let date = try #require(CalendarDate(text))
        #expect(calendar.day(date).closure?.description == reason)
    }

    @Test(arguments: ["2021-12-31", "2027-12-31", "1997-01-20", "2021-06-18", "1984-11-06", "1970-05-29"])
    func openDaysThatLookLikeHolidays(text: String) throws {
        let date = try #require(CalendarDate(text))
        #expect(calendar.day(date).session?.isRegular == true)
    }

    @Test func winterAndSummer() throws {
        let winter = try #require(calendar.day(CalendarDate(2026, 1, 20)).session)
        #expect(UTCText.seconds(winter.openMs) == "2026-01-20T14:30:00Z")
        #expect(UTCText.seconds(winter.closeMs) == "2026-01-20T21:00:00Z")
        #expect(winter.minutes == 390 && !winter.early && winter.isRegular)
        let summer = try #require(calendar.day(CalendarDate(2026, 7, 7)).session)
        #expect(summer.text == "Tue 2026-07-07 13:30-20:00 UTC")
        let short = try #require(calendar.day(CalendarDate(2026, 11, 27)).session)
        #expect(short.text == "Fri 2026-11-27 14:30-18:00 UTC")
        #expect(short.early && short.irregular == "day after Thanksgiving")
    }

    @Test func clocksChangeAtTwo() {
        let begin = CalendarDate(2026, 3, 8).utcMidnightMs + 7 * 3_600_000
        #expect(!NewYorkTime.isDaylightSaving(at: begin - 1) && NewYorkTime.isDaylightSaving(at: begin))
        let end = CalendarDate(2026, 11, 1).utcMidnightMs + 6 * 3_600_000
        #expect(NewYorkTime.isDaylightSaving(at: end - 1) && !NewYorkTime.isDaylightSaving(at: end))
        #expect(NewYorkTime.minuteOfDay(at: begin - 60_000) == 119)
        #expect(NewYorkTime.minuteOfDay(at: begin) == 180)
        #expect(NewYorkTime.date(at: CalendarDate(2026, 1, 20).utcMidnightMs) == CalendarDate(2026, 1, 19))
    }

    @Test func openFromBellToBell() throws {
        let session = try #require(calendar.day(CalendarDate(2026, 1, 20)).session)
        #expect(!calendar.isOpen(at: session.openMs - 1) && calendar.isOpen(at: session.openMs))
        #expect(calendar.isOpen(at: session.closeMs - 1) && !calendar.isOpen(at: session.closeMs))
        #expect(!calendar.isOpen(at: session.openMs - 86_400_000))
    }

    @Test func sessionsOfAWindow() {
        let from = CalendarDate(2026, 1, 16).utcMidnightMs
        let to = CalendarDate(2026, 1, 22).utcMidnightMs
        let dates = calendar.sessions(from: from, to: to).map(\.date.day)
        #expect(dates == [16, 20, 21])
        let cut = CalendarDate(2026, 1, 16).utcMidnightMs + 15 * 3_600_000
        #expect(calendar.sessions(from: cut, to: to).map(\.date.day) == [16, 20, 21])
        #expect(calendar.wholeRegularSessions(from: cut, to: to).map(\.date.day) == [20, 21])
        #expect(calendar.sessions(from: to, to: from).isEmpty)
        #expect(calendar.nextSession(from: from)?.date.day == 16)
        #expect(calendar.nextSession(from: cut)?.date.day == 20)
    }

    @Test func howSureItIs() {
        #expect(calendar.status(CalendarDate(2025, 12, 31)) == .historic)
        #expect(calendar.status(CalendarDate(2026, 1, 20)) == .announced)
        #expect(calendar.status(CalendarDate(2028, 12, 29)) == .announced)
        #expect(calendar.status(CalendarDate(2029, 1, 2)) == .projected)
    }

    @Test func overridesChangeADay() throws {
        let date = CalendarDate(2026, 1, 21)
        let mourning = TradingCalendar(overrides: [.init(date: date, change: .closed, reason: "mourning")])
        #expect(mourning.day(date) == .closed(.special("mourning")))
        let storm = TradingCalendar(overrides: [
            .init(date: date, change: .closes(minuteOfDay: 14 * 60), reason: "storm")
        ])
        let session = try #require(storm.day(date).session)
        #expect(session.text == "Wed 2026-01-21 14:30-19:00 UTC" && session.early && !session.isRegular)
    }

    @Test func pastTheTablesItStillAnswers() throws {
        #expect(calendar.day(CalendarDate(2045, 12, 25)).closure?.description == "Christmas Day")
        #expect(calendar.day(CalendarDate(1969, 12, 31)).session != nil)
    }
}
