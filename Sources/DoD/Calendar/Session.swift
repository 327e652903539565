/// One day's trading on the New York Stock Exchange, from the opening bell to the closing one.
package struct Session: Equatable, Sendable {
    /// New York's date, which is also that of UTC while the exchange trades.
    package let date: CalendarDate
    /// Milliseconds since the Unix epoch.
    package let openMs: Int64
    /// The first instant that is not in the session any more.
    package let closeMs: Int64
    /// It closed before the usual hour.
    package let early: Bool
    /// Why its hours are not the regular ones (`Christmas Eve`, a late open too); nil when they are.
    package let irregular: String?

    package var isRegular: Bool { irregular == nil }
    package var minutes: Int { Int((closeMs - openMs) / 60_000) }

    package func contains(_ utcMs: Int64) -> Bool { utcMs >= openMs && utcMs < closeMs }

    /// `Tue 2026-01-20 14:30-21:00 UTC`
    package var text: String {
        "\(date.weekday.short) \(date) \(UTCText.clock(openMs))-\(UTCText.clock(closeMs)) UTC"
    }
}
