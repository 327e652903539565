/// When the New York Stock Exchange trades, by rule and without a download. Right for 1970-2035 as far as
/// it can be known; a day beyond is answered by the rules of the nearest year in that range.
package struct TradingCalendar: Sendable {
    /// Without any override.
    package static let newYork = TradingCalendar()

    package static let firstDate = CalendarDate(1970, 1, 1)
    package static let lastDate = CalendarDate(2035, 12, 31)

    private let overrides: [CalendarDate: CalendarOverride]

    /// Of two overrides for one day the later in the list holds.
    package init(overrides: [CalendarOverride] = []) {
        self.overrides = Dictionary(overrides.map { ($0.date, $0) }, uniquingKeysWith: { _, later in later })
    }

    /// The overrides in words, by date.
    package var changes: [String] {
        overrides.values.sorted { $0.date < $1.date }.map(\.description)
    }

    package func day(_ date: CalendarDate) -> TradingDay {
        if date.weekday.isWeekend { return .closed(.weekend(date.weekday)) }
        let change = overrides[date]
        if let change, change.change == .closed { return .closed(.special(change.reason)) }
        if let reason = SpecialDays.closures[date] { return .closed(.special(reason)) }
        if let kept = Holiday.kept(on: date) { return .closed(.holiday(kept.name)) }
        return .open(session(date, TradingHours(date), change))
    }

    package func status(_ date: CalendarDate) -> DayStatus { DayStatus(date) }

    /// The session in which an instant lies, nil when the exchange is closed then.
    package func session(at utcMs: Int64) -> Session? {
        guard let session = day(NewYorkTime.date(at: utcMs)).session, session.contains(utcMs) else {
            return nil
        }
        return session
    }

    package func isOpen(at utcMs: Int64) -> Bool { session(at: utcMs) != nil }

    /// Every session of which some part lies in `from..<to`, in order.
    package func sessions(from: Int64, to: Int64) -> [Session] {
        guard from < to else { return [] }
        var found: [Session] = []
        var date = NewYorkTime.date(at: from)
        let last = NewYorkTime.date(at: to - 1)
        while date <= last {
            if let session = day(date).session, session.openMs < to, session.closeMs > from {
                found.append(session)
            }
            date = date.adding(days: 1)
        }
        return found
    }

    /// The sessions that lie in `from..<to` from bell to bell and have regular hours.
    package func wholeRegularSessions(from: Int64, to: Int64) -> [Session] {
        sessions(from: from, to: to).filter { $0.isRegular && $0.openMs >= from && $0.closeMs <= to }
    }

    /// The first session that opens at an instant or after it. Nil only when overrides close a whole year.
    package func nextSession(from utcMs: Int64, where fits: (Session) -> Bool = { _ in true }) -> Session? {
        let first = NewYorkTime.date(at: utcMs)
        for offset in 0...366 {
            guard let session = day(first.adding(days: offset)).session else { continue }
            if session.openMs >= utcMs, fits(session) { return session }
        }
        return nil
    }

    private func session(_ date: CalendarDate, _ hours: TradingHours, _ change: CalendarOverride?) -> Session
    {
        var (open, close, irregular) = (hours.open, hours.close, hours.irregular)
        switch change?.change {
        case .closes(let minute): (close, irregular) = (minute, change?.reason)
        case .opens(let minute): (open, irregular) = (minute, change?.reason)
        case .closed, nil: break
        }
        return Session(
            date: date, openMs: NewYorkTime.utcMs(date, minuteOfDay: open),
            closeMs: NewYorkTime.utcMs(date, minuteOfDay: close), early: close < hours.usualClose,
            irregular: irregular)
    }
}
