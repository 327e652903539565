package import DoDCalendar

/// What happened when, over the whole window.
package struct TimeLine: Sendable {
    package struct Span: Equatable, Sendable {
        package let fromMs: Int64
        package let toMs: Int64

        package init(fromMs: Int64, toMs: Int64) {
            self.fromMs = fromMs
            self.toMs = toMs
        }
    }

    package let axis: TimeAxis
    package var sessions: [Session] = []
    /// When a connection was up and subscribed.
    package var connected: [Span] = []
    package var connections: Int = 0
    /// When some market (`partial`) or all of them (`whole`) were not covered.
    package var partialGaps: [Span] = []
    package var wholeGaps: [Span] = []
    /// Nil when no signal could be counted.
    package var signals: BarChart?

    package init(fromMs: Int64, toMs: Int64) {
        axis = TimeAxis(fromMs: fromMs, toMs: toMs)
    }

    /// What the spans leave free of the window.
    package func free(of spans: [Span]) -> [Span] {
        var rest: [Span] = []
        var at = axis.fromMs
        for span in spans.sorted(by: { $0.fromMs < $1.fromMs }) {
            if span.fromMs > at { rest.append(Span(fromMs: at, toMs: min(span.fromMs, axis.toMs))) }
            at = max(at, span.toMs)
            if at >= axis.toMs { return rest }
        }
        rest.append(Span(fromMs: at, toMs: axis.toMs))
        return rest
    }
}
