import DoDCalendar

/// The common horizontal scale of a report's pictures: UTC, from left to right.
package struct TimeAxis: Equatable, Sendable {
    /// The width of every strip in its own units. Strips are stretched to whatever width the page has.
    package static let units = 2000

    package let fromMs: Int64
    package let toMs: Int64

    /// An empty window becomes a minute wide, so that nothing divides by zero.
    package init(fromMs: Int64, toMs: Int64) {
        self.fromMs = fromMs
        self.toMs = max(toMs, fromMs + 60_000)
    }

    package struct Tick: Equatable, Sendable {
        package let left: String
        package let text: String
        /// Kept on narrow screens.
        package let major: Bool
    }

    /// Strip units of an instant, cut to the window.
    package func unit(_ ms: Int64) -> Int {
        let inside = min(max(ms, fromMs), toMs)
        return Int((inside - fromMs) * Int64(Self.units) / (toMs - fromMs))
    }

    /// `12.34%` for style sheets: the same instant in HTML that lies over a strip.
    package func percent(_ ms: Int64) -> String {
        let hundredths = (min(max(ms, fromMs), toMs) - fromMs) * 10_000 / (toMs - fromMs)
        return Numbers.hundredths(hundredths) + "%"
    }

    /// Round hours (or minutes, or days), at most ten; midnights carry the date.
    package var ticks: [Tick] {
        let step = Self.steps.first { (toMs - fromMs) / $0 <= Self.ticksMax } ?? (toMs - fromMs)
        var ticks: [Tick] = []
        var at = (fromMs + step - 1) / step * step
        while at <= toMs {
            let midnight = at % 86_400_000 == 0
            ticks.append(
                Tick(
                    left: percent(at), text: midnight ? Self.day(at) : UTCText.clock(at),
                    major: (at / step) % 2 == 0))
            at += step
        }
        return ticks
    }

    static let ticksMax: Int64 = 9
    private static let steps: [Int64] =
        [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200].map { $0 * 60_000 }

    private static func day(_ ms: Int64) -> String {
        let date = UTCText.date(ms)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(date.day) \(months[date.month - 1])"
    }
}
