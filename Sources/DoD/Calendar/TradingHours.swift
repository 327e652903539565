/// When the exchange opens and closes on a trading day, as minutes of New York's day.
struct TradingHours: Sendable {
    /// What the day would have had without a reason.
    let usualClose: Int
    let open: Int
    let close: Int
    /// Why these are not the regular hours of that time; nil when they are.
    let irregular: String?

    init(_ date: CalendarDate) {
        let usualOpen = date < CalendarDate(1985, 9, 30) ? 10 * 60 : 9 * 60 + 30
        usualClose = Self.usualClose(date)
        if let special = SpecialDays.hours[date] {
            open = special.open ?? usualOpen
            close = special.close ?? usualClose
            irregular = special.reason
        } else if let eve = Self.earlyCloseByRule(date) {
            open = usualOpen
            close = 13 * 60
            irregular = eve
        } else {
            open = usualOpen
            close = usualClose
            irregular = nil
        }
    }

    static func usualClose(_ date: CalendarDate) -> Int {
        if date < CalendarDate(1970, 5, 4) { return 15 * 60 }
        return date < CalendarDate(1974, 10, 1) ? 15 * 60 + 30 : 16 * 60
    }

    /// The yearly early closes at 13:00. Asked only for days that are no holiday.
    private static func earlyCloseByRule(_ date: CalendarDate) -> String? {
        if date.year >= 1993, date.month == 11,
            date == .nth(4, .thursday, month: 11, year: date.year).adding(days: 1)
        {
            return "day after Thanksgiving"
        }
        // On a Friday, Christmas Eve is the observed holiday itself.
        if date.year >= 1993, date.month == 12, date.day == 24 { return "Christmas Eve" }
        if date.month == 7, date.day == 3, isShortJulyThird(date) { return "day before Independence Day" }
        return nil
    }

    /// On a Wednesday only since 2013: before that a Thursday holiday made Friday the short day, or none.
    private static func isShortJulyThird(_ date: CalendarDate) -> Bool {
        switch date.weekday {
        case .monday, .tuesday, .thursday: date.year >= 1995
        case .wednesday: date.year >= 2013
        default: false
        }
    }
}
