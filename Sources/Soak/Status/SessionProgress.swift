package import DoDCalendar

/// Where a run stands in the hours of the New York Stock Exchange.
package struct SessionProgress: Equatable, Sendable {
    package enum Phase: String, Equatable, Sendable {
        /// A session lies ahead in the window.
        case before
        case open
        case over
        /// The window holds none.
        case none
    }

    package var phase: Phase
    /// The one that is meant: the open one, else the next in the window, else the last. Nil: none.
    package var session: Session?
    /// How much of it lies within what was run so far, 0 to 100.
    package var percent: Int
    /// It lies in the window from bell to bell, with regular hours: it can count.
    package var isWhole: Bool
    /// Of a window without a whole session: why.
    package var why: String?

    package init(window from: Int64, _ to: Int64, nowMs: Int64, calendar: TradingCalendar) {
        let sessions = calendar.sessions(from: from, to: to)
        why = calendar.absence(from: from, to: to)?.text
        session =
            sessions.first { $0.contains(nowMs) } ?? sessions.first { $0.openMs > nowMs } ?? sessions.last
        guard let session else {
            phase = .none
            percent = 0
            isWhole = false
            return
        }
        phase = session.contains(nowMs) ? .open : session.openMs > nowMs ? .before : .over
        let seen = min(nowMs, session.closeMs, to) - max(session.openMs, from)
        percent = Int(max(0, seen) * 100 / (session.closeMs - session.openMs))
        isWhole = session.isRegular && session.openMs >= from && session.closeMs <= to
    }
}
