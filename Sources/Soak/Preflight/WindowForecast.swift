package import DoDCalendar

/// What a window will hold before anything runs in it: the US session, or why none and when to start instead.
package struct WindowForecast: Sendable {
    /// How long before the opening bell a run should be under way.
    package static let leadMs: Int64 = 30 * 60_000

    package let fromMs: Int64
    package let toMs: Int64
    /// Whole regular sessions in it, by date.
    package let sessions: [Session]
    private let absence: SessionAbsence?
    private let next: Session?

    package init(fromMs: Int64, toMs: Int64, calendar: TradingCalendar) {
        self.fromMs = fromMs
        self.toMs = toMs
        sessions = calendar.wholeRegularSessions(from: fromMs, to: toMs)
        absence = calendar.absence(from: fromMs, to: toMs)
        next = calendar.nextSession(from: fromMs + Self.leadMs) { $0.isRegular }
    }

    package var holdsSession: Bool { !sessions.isEmpty }

    /// When to start so that the next regular session lies in a window of the same length; nil when the calendar
    /// knows of none, or the window is shorter than a session.
    package var betterStartMs: Int64? {
        guard let next else { return nil }
        let start = next.openMs - Self.leadMs
        return start + (toMs - fromMs) >= next.closeMs ? start : nil
    }

    /// One line.
    package var text: String {
        if !sessions.isEmpty {
            let named = sessions.map { "\($0.text) (\(Self.tokyo($0)))" }.joined(separator: ", ")
            return "this window holds the US session of \(named)"
        }
        let why = absence.map { "no US session: \($0.text)" } ?? "no US session"
        guard let start = betterStartMs else {
            return "\(why); no start makes one fit into so short a window"
        }
        return "\(why); start at \(UTCText.seconds(start)) instead, or let --start-at-session wait for it"
    }

    private static let tokyoOffsetMs: Int64 = 9 * 3_600_000

    private static func tokyo(_ session: Session) -> String {
        let open = UTCText.clock(session.openMs + tokyoOffsetMs)
        return "\(open)-\(UTCText.clock(session.closeMs + tokyoOffsetMs)) JST"
    }
}
