/// Why a window holds no whole regular session, and when the next one is: what to tell somebody whose day
/// was recorded for nothing.
package struct SessionAbsence: Equatable, Sendable {
    package enum Cause: Equatable, Sendable {
        case closed(CalendarDate, TradingDay.Closure)
        /// A session with other hours than the regular ones.
        case irregular(Session)
        /// The window began after the opening bell.
        case beganLate(Session)
        /// The window ended before the closing bell.
        case endedEarly(Session)
    }

    package let fromMs: Int64
    package let toMs: Int64
    /// By date; empty when the window touches no trading hours of any day.
    package let causes: [Cause]
    /// The first regular session that opens after the window.
    package let next: Session?

    /// One sentence without a full stop.
    package var text: String {
        let window = "\(UTCText.minutes(fromMs)) to \(UTCText.minutes(toMs)) UTC"
        let why =
            causes.isEmpty ? "it touches no trading hours" : causes.map(Self.text).joined(separator: ", ")
        let then = next.map { "; the next one is \($0.text)" } ?? ""
        return "no whole regular session of the New York Stock Exchange from \(window): \(why)\(then)"
    }

    private static func text(_ cause: Cause) -> String {
        switch cause {
        case .closed(let date, .weekend): return "\(date.weekday.short) \(date) is a weekend"
        case .closed(let date, let closure): return "\(date.weekday.short) \(date) is closed (\(closure))"
        case .irregular(let session):
            let kind = session.early ? "early close" : "late open"
            return "\(session.text) is no regular session (\(kind), \(session.irregular ?? ""))"
        case .beganLate(let session): return "the window began after the open of \(session.text)"
        case .endedEarly(let session): return "the window ended before the close of \(session.text)"
        }
    }
}

extension TradingCalendar {
    /// Nil when the window `from..<to` does hold a whole regular session.
    package func absence(from: Int64, to: Int64) -> SessionAbsence? {
        guard wholeRegularSessions(from: from, to: to).isEmpty else { return nil }
        var causes: [SessionAbsence.Cause] = []
        if from < to {
            var date = NewYorkTime.date(at: from)
            let last = NewYorkTime.date(at: to - 1)
            while date <= last {
                if let cause = cause(date, from, to) { causes.append(cause) }
                date = date.adding(days: 1)
            }
        }
        return SessionAbsence(
            fromMs: from, toMs: to, causes: causes, next: nextSession(from: max(from, to)) { $0.isRegular })
    }

    /// Nil for a day whose trading hours, had it had any, the window does not touch.
    private func cause(_ date: CalendarDate, _ from: Int64, _ to: Int64) -> SessionAbsence.Cause? {
        let hours = TradingHours(date)
        let begin = NewYorkTime.utcMs(date, minuteOfDay: hours.open)
        let end = NewYorkTime.utcMs(date, minuteOfDay: hours.usualClose)
        guard begin < to, end > from else { return nil }
        switch day(date) {
        case .closed(let closure): return .closed(date, closure)
        case .open(let session) where !session.isRegular: return .irregular(session)
        case .open(let session): return session.openMs < from ? .beganLate(session) : .endedEarly(session)
        }
    }
}
