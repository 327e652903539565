extension CalendarDate {
    /// The nth (from 1) such weekday of a month.
    static func nth(_ n: Int, _ weekday: Weekday, month: Int, year: Int) -> CalendarDate {
        let first = CalendarDate(year, month, 1)
        return first.adding(days: first.days(until: weekday) + 7 * (n - 1))
    }

    /// The last such weekday of a month.
    static func last(_ weekday: Weekday, month: Int, year: Int) -> CalendarDate {
        let week = CalendarDate(year, month, length(ofMonth: month, year: year) - 6)
        return week.adding(days: week.days(until: weekday))
    }

    /// Easter Sunday of the western churches (the anonymous Gregorian algorithm).
    static func easter(year: Int) -> CalendarDate {
        let golden = year % 19
        let (century, rest) = year.quotientAndRemainder(dividingBy: 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let toSunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
        let shift = (golden + 11 * epact + 22 * toSunday) / 451
        let sum = epact + toSunday - 7 * shift + 114
        return CalendarDate(year, sum / 31, sum % 31 + 1)
    }

    private func days(until weekday: Weekday) -> Int {
        let order = Weekday.allCases
        let distance = (order.firstIndex(of: weekday) ?? 0) - (order.firstIndex(of: self.weekday) ?? 0)
        return distance < 0 ? distance + 7 : distance
    }
}
