import DoDAnalysis
import DoDCalendar
import DoDFormat

extension TimeLine {
    init(_ analysis: EvidenceAnalysis, window: TimeWindow, calendar: TradingCalendar) {
        self.init(fromMs: window.fromMS, toMs: window.toMS)
        sessions = calendar.sessions(from: window.fromMS, to: window.toMS)
        connected = analysis.connections.spans.map { Span($0.window) }
        connections = connected.count
        partialGaps = analysis.coverage.partialGaps.map(Span.init)
        wholeGaps = analysis.coverage.wholeGaps.map { Span($0.window) }
        let slots = analysis.signals.slots(in: window)
        if !analysis.signals.isEmpty, let first = slots.first {
            // The first slot began before the window: its bar is drawn from the window's begin on.
            signals = BarChart(
                binMs: SideSlotKey.milliseconds, beginMs: first.fromMS,
                bins: slots.map { Int($0.buy + $0.sell) })
        }
    }
}

extension TimeLine.Span {
    init(_ window: TimeWindow) { self.init(fromMs: window.fromMS, toMs: window.toMS) }
}
