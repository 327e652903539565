import DoDCalendar

/// The signals of each US session in the window.
struct SessionsView {
    let sessionRows: [Row]
    let sessionsRest: String
    let sessionsText: String

    /// The last ones are shown.
    static let rowsMax = 10

    struct Row {
        let sessionName: String
        let sessionBars: String
        let sessionCount: String
        let sessionSides: String
        let sessionTicks: [TimeAxis.Tick]
    }

    init(_ sessions: [SessionSignals]) {
        let shown = sessions.suffix(Self.rowsMax)
        sessionRows = shown.map { found in
            let axis = TimeAxis(fromMs: found.session.openMs, toMs: found.session.closeMs)
            return Row(
                sessionName: "\(found.session.date)" + (found.session.isRegular ? "" : " (not regular)"),
                sessionBars: found.bars.svg(axis),
                sessionCount: "n \(Numbers.grouped(found.buy + found.sell))",
                sessionSides: "\(Numbers.grouped(found.buy)) buy, \(Numbers.grouped(found.sell)) sell",
                sessionTicks: axis.ticks)
        }
        let hidden = sessions.count - shown.count
        sessionsRest = hidden > 0 ? "and \(Numbers.grouped(hidden)) earlier sessions, not shown" : ""
        let total = sessions.reduce(0) { $0 + $1.buy + $1.sell }
        sessionsText =
            sessions.isEmpty
            ? "No session of the New York Stock Exchange lies in the window."
            : "\(Numbers.count(sessions.count, "session")) of the New York Stock Exchange in the window, "
                + "\(Numbers.count(Int(total), "signal")) in them. Bars are ten minutes each, times in UTC."
    }
}
