/// Instants as people read them. No locale, no zone but UTC.
package enum UTCText {
    /// `2026-01-20T14:30:00Z`; milliseconds are cut.
    package static func seconds(_ ms: Int64) -> String { "\(date(ms))T\(clock(ms)):\(second(ms))Z" }

    /// `2026-01-20T14:30:00.000Z`, as in `verdict.json`.
    package static func milliseconds(_ ms: Int64) -> String {
        let rest = ms - ms.flooredDivision(by: 1000) * 1000
        return "\(date(ms))T\(clock(ms)):\(second(ms)).\(padded(Int(rest), to: 3))Z"
    }

    /// `2026-01-20 14:30`, for sentences.
    package static func minutes(_ ms: Int64) -> String { "\(date(ms)) \(clock(ms))" }

    /// `14:30`.
    package static func clock(_ ms: Int64) -> String {
        let minute = Int(ms.flooredDivision(by: 60_000) - ms.flooredDivision(by: 86_400_000) * 1440)
        return "\(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))"
    }

    package static func date(_ ms: Int64) -> CalendarDate { CalendarDate(utcMs: ms) }

    private static func second(_ ms: Int64) -> String {
        padded(Int(ms.flooredDivision(by: 1000) - ms.flooredDivision(by: 60_000) * 60), to: 2)
    }
}
