/// How sure the calendar is of a day, relative to the date on which its tables were written down. It does
/// not depend on today, so the same question always gets the same answer.
package enum DayStatus: String, Sendable {
    /// It happened before the tables were written.
    case historic
    /// The exchange has published it; only a special closure can still change it.
    case announced
    /// It follows from today's rules.
    case projected

    package static let tableDate = CalendarDate(2026, 1, 1)
    package static let lastAnnouncedYear = 2028

    package init(_ date: CalendarDate) {
        if date < Self.tableDate {
            self = .historic
        } else {
            self = date.year <= Self.lastAnnouncedYear ? .announced : .projected
        }
    }
}
