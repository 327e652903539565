import DoDCalendar

/// What the clock means to a market: which phase of New York's day it is and whether its oracle has an
/// external price. Every change falls on a half hour, so an answer holds until the next one.
struct MarketHours {
    static let gridMs: Int64 = 1_800_000

    var phase: TradingPhase
    var isExternal: Bool
    /// The first instant for which the question must be asked again.
    var untilMs: Int64

    init(of assetClass: MarketClass, at utcMs: Int64) {
        let date = NewYorkTime.date(at: utcMs)
        let minute = NewYorkTime.minuteOfDay(at: utcMs)
        phase = Self.phase(date: date, minute: minute, utcMs: utcMs)
        isExternal = Self.isExternal(assetClass, date: date, minute: minute, utcMs: utcMs)
        untilMs = (utcMs / Self.gridMs + 1) * Self.gridMs
    }

    /// The trading day that an evening belongs to begins at `minute` of the day before.
    private static func day(_ date: CalendarDate, _ minute: Int, turnsAt turn: Int) -> CalendarDate {
        minute >= turn ? date.adding(days: 1) : date
    }

    private static func session(_ date: CalendarDate) -> Session? {
        TradingCalendar.newYork.day(date).session
    }

    private static func phase(date: CalendarDate, minute: Int, utcMs: Int64) -> TradingPhase {
        guard let session = session(day(date, minute, turnsAt: 20 * 60)) else { return .closed }
        if session.date != date || minute < 4 * 60 { return .night }
        switch utcMs {
        case ..<session.openMs: return .before
        case ..<(session.openMs + gridMs): return .opening
        case ..<(session.closeMs - gridMs): return .regular
        case ..<session.closeMs: return .closing
        default: return .after
        }
    }

    private static func isExternal(
        _ assetClass: MarketClass, date: CalendarDate, minute: Int, utcMs: Int64
    ) -> Bool {
        switch assetClass {
        case .equityUS:
            return session(day(date, minute, turnsAt: 20 * 60)) != nil
        case .index, .commodity:
            if minute >= 17 * 60, minute < 18 * 60 { return false }
            return session(day(date, minute, turnsAt: 18 * 60)) != nil
        case .fx:
            return !day(date, minute, turnsAt: 17 * 60).weekday.isWeekend
        case .equityKR:
            // 09:00 to 15:30 in Seoul, weekdays; holidays of Asia are not known here.
            return isWeekday(utcMs, fromMinute: 0, toMinute: 390)
        case .equityJP:
            // The same in Tokyo, with an hour for lunch from 11:30.
            return isWeekday(utcMs, fromMinute: 0, toMinute: 150)
                || isWeekday(utcMs, fromMinute: 210, toMinute: 390)
        case .equityHK:
            // 09:30 to 12:00 and 13:00 to 16:00.
            return isWeekday(utcMs, fromMinute: 90, toMinute: 240)
                || isWeekday(utcMs, fromMinute: 300, toMinute: 480)
        case .preIPO:
            return false
        }
    }

    /// On a weekday, between two minutes of the day in UTC.
    private static func isWeekday(_ utcMs: Int64, fromMinute: Int64, toMinute: Int64) -> Bool {
        let minute = utcMs % 86_400_000 / 60_000
        return minute >= fromMinute && minute < toMinute && !CalendarDate(utcMs: utcMs).weekday.isWeekend
    }
}
