package enum Weekday: String, CaseIterable, Sendable {
    case monday = "Monday"
    case tuesday = "Tuesday"
    case wednesday = "Wednesday"
    case thursday = "Thursday"
    case friday = "Friday"
    case saturday = "Saturday"
    case sunday = "Sunday"

    package var isWeekend: Bool { self == .saturday || self == .sunday }
    /// `Mon` to `Sun`.
    package var short: String { String(rawValue.prefix(3)) }
}
