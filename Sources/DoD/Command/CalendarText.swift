import DoDCalendar

/// A day of the calendar as a line, for people or programs.
enum CalendarText {
    static func json(_ date: CalendarDate, _ calendar: TradingCalendar) -> String {
        let status = calendar.status(date).rawValue
        switch calendar.day(date) {
        case .open(let session):
            let hours =
                "\"open\":\"\(UTCText.seconds(session.openMs))\",\"close\":\"\(UTCText.seconds(session.closeMs))\""
            return "{\"date\":\"\(date)\",\(hours),\"early\":\(session.early),\"status\":\"\(status)\"}"
        case .closed(let closure):
            let reason = "\(closure)"
                .split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
                .split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
            return
                "{\"date\":\"\(date)\",\"open\":null,\"close\":null,\"reason\":\"\(reason)\",\"status\":\"\(status)\"}"
        }
    }

    static func line(_ date: CalendarDate, _ calendar: TradingCalendar) -> String {
        let status = calendar.status(date).rawValue
        switch calendar.day(date) {
        case .open(let session):
            let why = session.irregular.map { ", \($0)" } ?? ""
            return "\(session.text)  \(session.minutes) minutes\(why)  (\(status))"
        case .closed(let closure): return "\(date.weekday.short) \(date) closed: \(closure)  (\(status))"
        }
    }
}
