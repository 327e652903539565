import DoDCalendar

/// Milliseconds since the epoch of a UTC time of day: `instant("2026-01-20", 14, 30)`.
func instant(_ date: String, _ hour: Int64, _ minute: Int64 = 0) -> Int64 {
    guard let day = CalendarDate(date) else { fatalError("no such day: \(date)") }
    return day.utcMidnightMs + hour * 3_600_000 + minute * 60_000
}
