package import DoDCalendar
package import DoDFormat

/// The hours around a session: pre-market trading from 04:00 New York time to the open, post-market from the close
/// for four hours, at most to 20:00.
package enum TradingPhases {
    private static let preOpensMinute = 4 * 60
    private static let postEndsMinute = 20 * 60
    private static let postMS: Int64 = 4 * 3_600_000

    /// What episodes of a judged folder are cut by.
    package static func rule(_ calendar: TradingCalendar) -> EpisodeRule {
        EpisodeRule { changes(on: $0, calendar) }
    }

    /// The phase at the begin of a UTC day, and each change within it.
    package static func changes(on day: UTCDay, _ calendar: TradingCalendar) -> [PhaseChange] {
        // The evening of New York's day before lies in this one.
        let first = NewYorkTime.date(at: day.startMS)
        var begin = PhaseChange(atMS: day.startMS, phase: .closed)
        var inside: [PhaseChange] = []
        for change in [first, first.adding(days: 1)].flatMap({ changes(of: $0, calendar) }) {
            if change.atMS <= day.startMS {
                begin.phase = change.phase
            } else if change.atMS < day.endMS {
                inside.append(change)
            }
        }
        return [begin] + inside
    }

    private static func changes(of date: CalendarDate, _ calendar: TradingCalendar) -> [PhaseChange] {
        guard let session = calendar.day(date).session else { return [] }
        let pre = NewYorkTime.utcMs(date, minuteOfDay: preOpensMinute)
        let post = min(NewYorkTime.utcMs(date, minuteOfDay: postEndsMinute), session.closeMs + postMS)
        return [
            PhaseChange(atMS: min(pre, session.openMs), phase: .pre),
            PhaseChange(atMS: session.openMs, phase: .regular),
            PhaseChange(atMS: session.closeMs, phase: .post),
            PhaseChange(atMS: max(post, session.closeMs), phase: .closed),
        ]
    }
}

extension TradingPhase {
    package var words: String {
        switch self {
        case .regular: "regular hours"
        case .pre: "pre-market"
        case .post: "post-market"
        case .closed: "closed"
        case .unknown: "not told"
        }
    }
}
