import Testing

@testable import DoDCalendar

/// Every weekday from 1970 to 2035 against what two well-known libraries agree on.
@Suite struct FactTests {
    @Test func closedWeekdaysAreTheSame() throws {
        let facts = Set(try rows(of: "xnys.csv").filter { $0[1] == "closed" }.map { $0[0] })
        #expect(facts.count == 587)
        for date in weekdays(from: TradingCalendar.firstDate) {
            let day = TradingCalendar.newYork.day(date)
            #expect((day.session == nil) == facts.contains(date.description), "\(date): \(day)")
        }
    }

    @Test func hoursAreTheSame() throws {
        let facts = Dictionary(
            uniqueKeysWithValues: try rows(of: "xnys.csv").filter { $0[1] != "closed" }.map { ($0[0], $0) })
        #expect(facts.values.count { $0[1] == "hours" } == 97)
        for date in weekdays(from: CalendarDate(1990, 1, 1)) {
            guard let session = TradingCalendar.newYork.day(date).session else { continue }
            let fact = facts[date.description] ?? [date.description, "hours", "09:30", "16:00"]
            if fact[1] == "differs" { continue }
            let (open, close) = (try minutes(fact[2]), try minutes(fact[3]))
            #expect(NewYorkTime.minuteOfDay(at: session.openMs) == open, "\(date)")
            #expect(NewYorkTime.minuteOfDay(at: session.closeMs) == close, "\(date)")
            #expect(session.early == (close < 960) && session.isRegular == (facts[date.description] == nil))
        }
    }

    @Test func offsetsOfNewYorkAreTheSame() throws {
        let facts = try rows(of: "offsets.csv")
        #expect(facts.count == 133)
        for (index, fact) in facts.enumerated() {
            let begin = try #require(CalendarDate(fact[0]))
            let end = index + 1 < facts.count ? try #require(CalendarDate(facts[index + 1][0])) : begin
            let offset = try #require(Int64(fact[1])) * 60_000
            for date in days(from: begin, through: end.adding(days: -1)) {
                guard let session = TradingCalendar.newYork.day(date).session else { continue }
                #expect(NewYorkTime.offsetMs(at: session.openMs) == offset, "\(date)")
            }
        }
    }

    private func weekdays(from first: CalendarDate) -> [CalendarDate] {
        days(from: first, through: TradingCalendar.lastDate).filter { !$0.weekday.isWeekend }
    }

    private func days(from first: CalendarDate, through last: CalendarDate) -> [CalendarDate] {
        guard first <= last else { return [] }
        return (first.dayNumber...last.dayNumber).map { CalendarDate(dayNumber: $0) }
    }
}
