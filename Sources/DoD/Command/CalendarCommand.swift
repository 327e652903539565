import ArgumentParser
import DoDCalendar

struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "Says when the New York Stock Exchange is open, in UTC.",
        discussion: """
            examples:
              hip3-dod calendar --date 2026-01-19
              hip3-dod calendar 2026 --json --calendar config/calendar.toml
            """)

    @Argument(help: "A year; all its days.") var year: Int?
    @Option(help: "One day: 2026-01-20.") var date: String?
    @Option(help: "The first day.") var from: String?
    @Option(help: "The last day, itself included.") var to: String?
    @Option(help: "A TOML file of special closures since the tables were written.") var calendar: String?
    @Flag(help: "One JSON object a day.") var json = false

    func run() throws {
        do { try say() } catch {
            Output.error("hip3-dod: \(error)")
            throw ExitStatus(error).code
        }
    }

    private func say() throws {
        let days = try range()
        let calendar = try CalendarOption.calendar(self.calendar)
        var text = ""
        var day = days.lowerBound
        while day <= days.upperBound {
            text += (json ? CalendarText.json(day, calendar) : CalendarText.line(day, calendar)) + "\n"
            day = day.adding(days: 1)
        }
        try Output.standard(text)
    }

    private func range() throws -> ClosedRange<CalendarDate> {
        switch (year, date, from, to) {
        case (let year?, nil, nil, nil):
            guard let first = CalendarDate(year: year, month: 1, day: 1),
                let last = CalendarDate(year: year, month: 12, day: 31)
            else { throw UsageError(description: "\(year) is no year") }
            return try checked(first, last)
        case (nil, let date?, nil, nil):
            let day = try read(date, "--date")
            return try checked(day, day)
        case (nil, nil, let from?, let to?): return try checked(read(from, "--from"), read(to, "--to"))
        default: throw UsageError(description: "give a YEAR, or --date D, or --from D and --to D")
        }
    }

    private func read(_ text: String, _ option: String) throws -> CalendarDate {
        guard let date = CalendarDate(text) else {
            throw UsageError(description: "\(option) \(text) is no day such as 2026-01-20")
        }
        return date
    }

    private func checked(_ first: CalendarDate, _ last: CalendarDate) throws -> ClosedRange<CalendarDate> {
        let known = "\(TradingCalendar.firstDate) to \(TradingCalendar.lastDate)"
        guard first >= TradingCalendar.firstDate, last <= TradingCalendar.lastDate else {
            throw UsageError(description: "the calendar knows \(known)")
        }
        guard first <= last else { throw UsageError(description: "--to \(last) is before --from \(first)") }
        return first...last
    }
}
