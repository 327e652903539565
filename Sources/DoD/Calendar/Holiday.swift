/// One yearly holiday of the New York Stock Exchange by its rule, with the years in which it is kept.
struct Holiday: Sendable {
    /// Where a holiday goes that falls on a weekend.
    enum Observance: Sendable {
        case asItFalls
        /// Sunday moves to Monday; on a Saturday it is not kept, as Friday may end a year's or a month's books.
        case sundayToMonday
        /// Saturday moves to Friday, Sunday to Monday.
        case nearestWorkday
    }

    let name: String
    let years: ClosedRange<Int>
    let observance: Observance
    let day: @Sendable (_ year: Int) -> CalendarDate?

    /// The weekday on which the exchange stays closed that year, nil when it does not.
    func observed(year: Int) -> CalendarDate? {
        guard years.contains(year), let date = day(year) else { return nil }
        switch (observance, date.weekday) {
        case (.sundayToMonday, .sunday), (.nearestWorkday, .sunday): return date.adding(days: 1)
        case (.nearestWorkday, .saturday): return date.adding(days: -1)
        case (_, .saturday), (_, .sunday): return nil
        default: return date
        }
    }

    /// What the closed day is called: with a word when the holiday itself is another day.
    func name(on date: CalendarDate) -> String { day(date.year) == date ? name : "\(name) (observed)" }
}

extension Holiday {
    static let always = 1900...2200

    static let all: [Holiday] = [
        Holiday(name: "New Year's Day", years: always, observance: .sundayToMonday) {
            CalendarDate($0, 1, 1)
        },
        Holiday(name: "Martin Luther King Jr. Day", years: 1998...2200, observance: .asItFalls) {
            .nth(3, .monday, month: 1, year: $0)
        },
        Holiday(name: "Washington's Birthday", years: 1900...1970, observance: .sundayToMonday) {
            CalendarDate($0, 2, 22)
        },
        Holiday(name: "Washington's Birthday", years: 1971...2200, observance: .asItFalls) {
            .nth(3, .monday, month: 2, year: $0)
        },
        Holiday(name: "Good Friday", years: always, observance: .asItFalls) {
            .easter(year: $0).adding(days: -2)
        },
        Holiday(name: "Memorial Day", years: 1900...1970, observance: .sundayToMonday) {
            CalendarDate($0, 5, 30)
        },
        Holiday(name: "Memorial Day", years: 1971...2200, observance: .asItFalls) {
            .last(.monday, month: 5, year: $0)
        },
        Holiday(name: "Juneteenth", years: 2022...2200, observance: .nearestWorkday) {
            CalendarDate($0, 6, 19)
        },
        Holiday(name: "Independence Day", years: always, observance: .nearestWorkday) {
            CalendarDate($0, 7, 4)
        },
        Holiday(name: "Labor Day", years: always, observance: .asItFalls) {
            .nth(1, .monday, month: 9, year: $0)
        },
        Holiday(name: "Election Day", years: 1972...1980, observance: .asItFalls) {
            $0 % 4 == 0 ? .nth(1, .monday, month: 11, year: $0).adding(days: 1) : nil
        },
        Holiday(name: "Thanksgiving Day", years: always, observance: .asItFalls) {
            .nth(4, .thursday, month: 11, year: $0)
        },
        Holiday(name: "Christmas Day", years: always, observance: .nearestWorkday) {
            CalendarDate($0, 12, 25)
        },
    ]

    /// The holiday for which a weekday is closed. No holiday moves into another year: New Year's Day, the
    /// only one that could, is not kept on a Saturday.
    static func kept(on date: CalendarDate) -> (holiday: Holiday, name: String)? {
        for holiday in all where holiday.observed(year: date.year) == date {
            return (holiday, holiday.name(on: date))
        }
        return nil
    }
}
