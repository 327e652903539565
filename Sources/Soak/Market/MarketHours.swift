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
            // 09:00 to 15:30 in Seoul, weekdays; Korean holidays are not known here.
            let time = utcMs % 86_400_000
            return time < 390 * 60_000 && !CalendarDate(utcMs: utcMs).weekday.isWeekend
        }
    }
}
