package import DoDCalendar
import TOMLKit

/// Reads a file of calendar overrides, strictly: for the special closures that come after the tables were
/// written.
///
///     as_of = "2026-11-22"
///     [[day]]
///     date = "2026-12-01"
///     closed = true              # or closes = "13:00", or opens = "11:00" (New York)
///     reason = "National day of mourning"
package enum CalendarFile {
    private static let dayKeys: Set<String> = ["date", "closed", "closes", "opens", "reason"]

    /// `source` is named in errors. Throws `PolicyError`.
    package static func overrides(toml: String, source: String) throws(PolicyError) -> [CalendarOverride] {
        let table: TOMLTable
        do {
            table = try TOMLTable(string: toml)
        } catch let error as TOMLParseError {
            let place = error.source.begin
            throw PolicyError(description: "\(source):\(place.line):\(place.column): \(error.description)")
        } catch {
            throw PolicyError(description: "\(source): \(error)")
        }
        for key in table.keys.sorted() where key != "as_of" && key != "day" {
            throw PolicyError(description: "\(source): \(key) is no key of a calendar: as_of, [[day]]")
        }
        guard let asOf = table["as_of"]?.string, let written = CalendarDate(asOf) else {
            throw PolicyError(description: "\(source): as_of must say when it was written: \"2026-11-22\"")
        }
        guard let days = table["day"] else { return [] }
        guard let list = days.array else {
            throw PolicyError(description: "\(source): day must be a list of [[day]] tables")
        }
        var overrides: [CalendarOverride] = []
        for (index, entry) in list.enumerated() {
            guard let day = entry.table else {
                throw PolicyError(description: "\(source): day must be a list of [[day]] tables")
            }
            let change = try override(day, place: "\(source): [[day]] number \(index + 1)")
            if overrides.contains(where: { $0.date == change.date }) {
                throw PolicyError(description: "\(source): \(change.date) stands there twice")
            }
            if change.date <= DayStatus.tableDate, written <= DayStatus.tableDate {
                throw PolicyError(
                    description:
                        "\(source): \(change.date) is in the built-in tables of \(DayStatus.tableDate)")
            }
            overrides.append(change)
        }
        return overrides
    }

    private static func override(_ day: TOMLTable, place: String) throws(PolicyError) -> CalendarOverride {
        for key in day.keys.sorted() where !dayKeys.contains(key) {
            throw PolicyError(description: "\(place): \(key) is no key: date, closed, closes, opens, reason")
        }
        guard let text = day["date"]?.string, let date = CalendarDate(text) else {
            throw PolicyError(description: "\(place): date must be a day such as \"2026-12-01\"")
        }
        guard let reason = day["reason"]?.string, !reason.isEmpty else {
            throw PolicyError(description: "\(place): reason must say why")
        }
        let given = ["closed", "closes", "opens"].filter { day[$0] != nil }
        guard given.count == 1 else {
            throw PolicyError(description: "\(place): one of closed, closes and opens, not \(given.count)")
        }
        if given[0] == "closed" {
            guard day["closed"]?.bool == true else {
                throw PolicyError(description: "\(place): closed must be true")
            }
            return CalendarOverride(date: date, change: .closed, reason: reason)
        }
        guard let minute = day[given[0]]?.string.flatMap(minuteOfDay) else {
            throw PolicyError(description: "\(place): \(given[0]) must be a time of New York: \"13:00\"")
        }
        let change: CalendarOverride.Change =
            given[0] == "closes" ? .closes(minuteOfDay: minute) : .opens(minuteOfDay: minute)
        return CalendarOverride(date: date, change: change, reason: reason)
    }

    private static func minuteOfDay(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0...23).contains(hour), (0...59).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }
}
