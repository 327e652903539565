import DoDCalendar
import DoDChecks

/// What `--calendar FILE` stands for.
enum CalendarOption {
    /// The built-in calendar, with the file's changes where one is named. Throws `PolicyError` or `ReadError`.
    static func calendar(_ path: String?) throws -> TradingCalendar {
        guard let path else { return .newYork }
        return TradingCalendar(
            overrides: try CalendarFile.overrides(toml: try Output.text(of: path), source: path))
    }
}
