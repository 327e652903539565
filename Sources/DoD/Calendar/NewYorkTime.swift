/// The wall clock of New York from 1967 on, by the rules of the law rather than by a zone file, so that the
/// answer does not depend on the machine. Clocks change at 02:00 on a Sunday.
package enum NewYorkTime {
    static let standardOffsetMs: Int64 = -5 * 3_600_000
    static let daylightOffsetMs: Int64 = -4 * 3_600_000

    /// What to add to UTC to get New York's wall clock: -18,000,000 in winter, -14,400,000 in summer.
    package static func offsetMs(at utcMs: Int64) -> Int64 {
        isDaylightSaving(at: utcMs) ? daylightOffsetMs : standardOffsetMs
    }

    package static func isDaylightSaving(at utcMs: Int64) -> Bool {
        // No change falls into the hours in which New York's year differs from that of UTC.
        let year = CalendarDate(utcMs: utcMs).year
        let begin = firstDay(year: year).utcMidnightMs + 2 * 3_600_000 - standardOffsetMs
        let end = lastDay(year: year).utcMidnightMs + 2 * 3_600_000 - daylightOffsetMs
        return utcMs >= begin && utcMs < end
    }

    /// The date that New York's calendar shows at an instant.
    package static func date(at utcMs: Int64) -> CalendarDate {
        CalendarDate(utcMs: utcMs + offsetMs(at: utcMs))
    }

    /// Minutes since midnight on New York's wall clock.
    package static func minuteOfDay(at utcMs: Int64) -> Int {
        let local = utcMs + offsetMs(at: utcMs)
        return Int((local - CalendarDate(utcMs: local).utcMidnightMs) / 60_000)
    }

    /// The instant of a wall-clock time from 03:00 on; earlier hours of the two days on which the clocks
    /// change can be missing or doubled, and nothing here asks for them.
    package static func utcMs(_ date: CalendarDate, minuteOfDay: Int) -> Int64 {
        let summer = date >= firstDay(year: date.year) && date < lastDay(year: date.year)
        let offset = summer ? daylightOffsetMs : standardOffsetMs
        return date.utcMidnightMs + Int64(minuteOfDay) * 60_000 - offset
    }

    /// The Sunday on which daylight saving begins.
    static func firstDay(year: Int) -> CalendarDate {
        switch year {
        case 2007...: .nth(2, .sunday, month: 3, year: year)
        case 1987...2006: .nth(1, .sunday, month: 4, year: year)
        case 1974: CalendarDate(1974, 1, 6)  // the oil crisis
        case 1975: CalendarDate(1975, 2, 23)
        default: .last(.sunday, month: 4, year: year)
        }
    }

    /// The Sunday on which it ends.
    static func lastDay(year: Int) -> CalendarDate {
        year >= 2007 ? .nth(1, .sunday, month: 11, year: year) : .last(.sunday, month: 10, year: year)
    }
}
