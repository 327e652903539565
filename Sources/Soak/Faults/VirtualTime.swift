/// A moment of the run, in milliseconds since the Unix epoch, UTC. In a rehearsal it is the exchange's
/// time, not the machine's.
package struct VirtualTime: Hashable, Comparable, Sendable {
    package var ms: Int64

    package init(ms: Int64) { self.ms = ms }

    package static let msPerDay: Int64 = 86_400_000

    /// `2026-01-20T07:13Z`, with seconds and milliseconds where wanted. Nil for anything else: no other
    /// zone than Z, no date that does not exist.
    package init?(_ text: String) {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].hasSuffix("Z"),
            let date = Self.numbers(parts[0], separator: "-", widths: [4, 2, 2]),
            let timeOfDay = Self.timeOfDayMs(String(parts[1].dropLast()))
        else { return nil }
        let days = Self.days(year: date[0], month: date[1], day: date[2])
        guard (1...12).contains(date[1]), Self.civil(days: days) == (date[0], date[1], date[2]) else {
            return nil
        }
        self.init(ms: days * Self.msPerDay + timeOfDay)
    }

    /// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.mmm` as milliseconds since midnight.
    package static func timeOfDayMs(_ text: String) -> Int64? {
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count) else { return nil }
        let fields = halves[0].split(separator: ":", omittingEmptySubsequences: false).count
        guard (2...3).contains(fields), halves.count == 1 || fields == 3,
            let parts = numbers(halves[0], separator: ":", widths: Array(repeating: 2, count: fields)),
            parts[0] < 24, parts[1] < 60, fields == 2 || parts[2] < 60
        else { return nil }
        var ms = parts[0] * 3_600_000 + parts[1] * 60_000 + (fields == 3 ? parts[2] * 1000 : 0)
        if halves.count == 2 {
            guard let fraction = numbers(halves[1], separator: ":", widths: [3]) else { return nil }
            ms += fraction[0]
        }
        return ms
    }

    package static func < (left: Self, right: Self) -> Bool { left.ms < right.ms }
    package static func + (left: Self, ms: Int64) -> Self { Self(ms: left.ms + ms) }

    package var startOfDay: Self { Self(ms: ms - Self.modulo(ms, Self.msPerDay)) }
    /// The first midnight after this moment; a midnight's next one is a day later.
    package var nextMidnight: Self { startOfDay + Self.msPerDay }

    /// `2026-01-20`
    package var day: String {
        let (year, month, day) = Self.civil(days: startOfDay.ms / Self.msPerDay)
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    }

    /// `07:13:00`
    package var timeOfDay: String {
        let seconds = Self.modulo(ms, Self.msPerDay) / 1000
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60]
        return parts.map { Self.padded($0, 2) }.joined(separator: ":")
    }

    /// `2026-01-20T07:13:00Z`, with milliseconds only where there are any.
    package var text: String {
        let rest = Self.modulo(ms, 1000)
        return "\(day)T\(timeOfDay)\(rest == 0 ? "" : "." + Self.padded(rest, 3))Z"
    }

    private static func modulo(_ value: Int64, _ by: Int64) -> Int64 { ((value % by) + by) % by }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func numbers(_ text: Substring, separator: Character, widths: [Int]) -> [Int64]? {
        let fields = text.split(separator: separator, omittingEmptySubsequences: false)
        guard fields.count == widths.count else { return nil }
        var values: [Int64] = []
        for (field, width) in zip(fields, widths) {
            guard field.utf8.count == width, field.utf8.allSatisfy({ (48...57).contains($0) }),
                let value = Int64(field)
            else { return nil }
            values.append(value)
        }
        return values
    }

    // Howard Hinnant's civil calendar arithmetic: days since 1970-01-01, proleptic Gregorian.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
