/// A change to one day that came after the tables were written: the next day of mourning, the next storm.
package struct CalendarOverride: Equatable, Sendable {
    package enum Change: Equatable, Sendable {
        case closed
        /// Minutes of New York's day.
        case closes(minuteOfDay: Int)
        case opens(minuteOfDay: Int)
    }

    package let date: CalendarDate
    package let change: Change
    package let reason: String

    package init(date: CalendarDate, change: Change, reason: String) {
        self.date = date
        self.change = change
        self.reason = reason
    }
}
