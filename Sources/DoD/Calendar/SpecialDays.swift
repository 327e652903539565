/// Days on which no rule explains what the exchange did, 1970 to the table's date. Pauses of one to three
/// minutes at the open (moments of silence) are left out: they change no session.
enum SpecialDays {
    /// Whole days.
    static let closures: [CalendarDate: String] = [
        CalendarDate(1972, 12, 28): "National day of mourning for Harry S. Truman",
        CalendarDate(1973, 1, 25): "National day of mourning for Lyndon B. Johnson",
        CalendarDate(1977, 7, 14): "New York City blackout",
        CalendarDate(1985, 9, 27): "Hurricane Gloria",
        CalendarDate(1994, 4, 27): "National day of mourning for Richard Nixon",
        CalendarDate(2001, 9, 11): "September 11 attacks",
        CalendarDate(2001, 9, 12): "September 11 attacks",
        CalendarDate(2001, 9, 13): "September 11 attacks",
        CalendarDate(2001, 9, 14): "September 11 attacks",
        CalendarDate(2004, 6, 11): "National day of mourning for Ronald Reagan",
        CalendarDate(2007, 1, 2): "National day of mourning for Gerald Ford",
        CalendarDate(2012, 10, 29): "Hurricane Sandy",
        CalendarDate(2012, 10, 30): "Hurricane Sandy",
        CalendarDate(2018, 12, 5): "National day of mourning for George H. W. Bush",
        CalendarDate(2025, 1, 9): "National day of mourning for Jimmy Carter",
    ]

    /// Other hours than the rules give, as minutes of New York's day; nil leaves the rule's.
    struct Hours: Sendable {
        let open: Int?
        let close: Int?
        let reason: String

        init(open: Int? = nil, close: Int? = nil, _ reason: String) {
            self.open = open
            self.close = close
            self.reason = reason
        }
    }

    static let hours: [CalendarDate: Hours] = [
        CalendarDate(1973, 12, 17): Hours(open: 11 * 60, "ice storm"),
        CalendarDate(1974, 1, 16): Hours(open: 10 * 60 + 15, "late open"),
        CalendarDate(1974, 11, 22): Hours(open: 10 * 60 + 15, "late open"),
        CalendarDate(1974, 12, 24): Hours(close: 14 * 60, "Christmas Eve"),
        CalendarDate(1975, 2, 12): Hours(close: 14 * 60 + 30, "snow storm"),
        CalendarDate(1975, 12, 24): Hours(close: 14 * 60, "Christmas Eve"),
        CalendarDate(1976, 2, 2): Hours(open: 11 * 60 + 15, "late open"),
        CalendarDate(1976, 6, 8): Hours(open: 10 * 60 + 15, "late open"),
        CalendarDate(1978, 1, 20): Hours(open: 12 * 60, "snow storm"),
        CalendarDate(1978, 2, 6): Hours(close: 14 * 60, "snow storm"),
        CalendarDate(1978, 2, 7): Hours(open: 11 * 60, "snow storm"),
        CalendarDate(1981, 3, 30): Hours(close: 15 * 60 + 17, "attempt on Ronald Reagan's life"),
        CalendarDate(1981, 9, 9): Hours(close: 15 * 60 + 28, "power failure"),
        CalendarDate(1989, 11, 10): Hours(open: 11 * 60, "late open"),
        CalendarDate(1990, 12, 24): Hours(close: 14 * 60, "Christmas Eve"),
        CalendarDate(1991, 12, 24): Hours(close: 14 * 60, "Christmas Eve"),
        CalendarDate(1992, 11, 27): Hours(close: 14 * 60, "day after Thanksgiving"),
        CalendarDate(1992, 12, 24): Hours(close: 14 * 60, "Christmas Eve"),
        CalendarDate(1994, 2, 11): Hours(close: 14 * 60 + 30, "snow storm"),
        CalendarDate(1995, 12, 18): Hours(open: 10 * 60 + 30, "late open"),
        CalendarDate(1996, 1, 8): Hours(open: 11 * 60, close: 14 * 60, "snow storm"),
        CalendarDate(1996, 7, 5): Hours(close: 13 * 60, "day after Independence Day"),
        CalendarDate(1997, 10, 27): Hours(close: 15 * 60 + 30, "market-wide trading halt"),
        CalendarDate(1997, 12, 26): Hours(close: 13 * 60, "day after Christmas"),
        CalendarDate(1999, 12, 31): Hours(close: 13 * 60, "New Year's Eve"),
        CalendarDate(2002, 7, 5): Hours(close: 13 * 60, "day after Independence Day"),
        CalendarDate(2002, 9, 11): Hours(open: 12 * 60, "first anniversary of September 11"),
        CalendarDate(2003, 12, 26): Hours(close: 13 * 60, "day after Christmas"),
    ].merging(crash1987) { early, _ in early }

    /// After the crash the exchange closed early for three weeks to clear its paper.
    private static let crash1987: [CalendarDate: Hours] = {
        var hours: [CalendarDate: Hours] = [:]
        func close(at minute: Int, month: Int, _ days: [Int]) {
            for day in days { hours[CalendarDate(1987, month, day)] = Hours(close: minute, "crash of 1987") }
        }
        close(at: 14 * 60, month: 10, [23, 26, 27, 28, 29, 30])
        close(at: 14 * 60 + 30, month: 11, [2, 3, 4])
        close(at: 15 * 60, month: 11, [5, 6])
        close(at: 15 * 60 + 30, month: 11, [9, 10, 11])
        return hours
    }()
}
