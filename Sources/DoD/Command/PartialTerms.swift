import DoDCalendar
import DoDChecks
import DoDFormat

/// Policy and calendar as a partial carries them: the texts of their files, empty for what is built in.
struct PartialTerms {
    let policy: Policy
    let calendar: TradingCalendar

    /// The texts of the files that were named. Throws `ReadError`.
    static func texts(policy: String?, calendar: String?) throws -> [String] {
        [
            try policy.map { try Output.text(of: $0) } ?? "",
            try calendar.map { try Output.text(of: $0) } ?? "",
        ]
    }

    /// Throws `PolicyError`.
    init(_ texts: [String]) throws {
        let (policy, calendar) = (texts.first ?? "", texts.dropFirst().first ?? "")
        self.policy =
            policy.isEmpty
            ? .phaseA : try PolicyFile.policy(toml: policy, source: "the policy of the partials")
        self.calendar =
            calendar.isEmpty
            ? .newYork
            : TradingCalendar(
                overrides: try CalendarFile.overrides(toml: calendar, source: "the calendar of the partials"))
    }
}
