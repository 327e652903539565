/// A change to one day that came after the tables were written: the next day of mourning, the next storm.
package struct CalendarOverride: Equatable, Sendable, CustomStringConvertible {
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

    /// `2026-12-01 closes 13:00 New York time (reason), by the override file`
    package var description: String {
        let what =
            switch change {
            case .closed: "is closed"
            case .closes(let minute): "closes \(Self.clock(minute)) New York time"
            case .opens(let minute): "opens \(Self.clock(minute)) New York time"
            }
        return "\(date) \(what) (\(reason)), by the override file"
    }

    private static func clock(_ minute: Int) -> String {
        let (hours, minutes) = minute.quotientAndRemainder(dividingBy: 60)
        return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
    }
}
