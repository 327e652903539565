import DoDCalendar
import DoDChecks
import DoDFormat

/// The checked options of `check`: nothing behind it sees a raw one.
struct CheckRequest {
    let evidence: EvidenceRequest
    let policy: Policy
    let calendar: TradingCalendar
    let options: CheckOptions

    /// Throws `UsageError`, `PolicyError` or `ReadError`.
    init(_ options: CheckOptions) throws {
        self.options = options
        let output = options.output
        if options.partial != nil,
            output.digest
                || [output.json, output.junit, output.html, output.md].contains(where: { $0 != nil })
        {
            throw UsageError(
                description:
                    "--partial says no verdict to write: give --json, --html and so on to hip3-dod merge")
        }
        if options.partial == "-" {
            throw UsageError(description: "--partial - : a partial is no text for the screen; name a file")
        }
        if options.directories.isEmpty, options.run == nil {
            throw UsageError(
                description: "name a data directory, or --run RUN_DIR; see hip3-dod check --help")
        }
        evidence = EvidenceRequest(
            directories: options.directories, runDirectory: options.run, truthDirectory: options.truth,
            window: try Self.window(options), threads: try Self.threads(options))
        if let path = options.policy {
            policy = try PolicyFile.policy(toml: try Output.text(of: path), source: path)
        } else {
            policy = .phaseA
        }
        calendar = try CalendarOption.calendar(options.calendar)
    }

    private static func threads(_ options: CheckOptions) throws -> ThreadPlan {
        guard let asked = options.threads else { return ThreadPlan(threads: Cores.usable) }
        guard (1...ThreadPlan.threadsMax).contains(asked) else {
            throw UsageError(description: "--threads \(asked) must be from 1 to \(ThreadPlan.threadsMax)")
        }
        return ThreadPlan(threads: asked)
    }

    private static func window(_ options: CheckOptions) throws -> TimeWindow? {
        if options.from == nil, options.to == nil { return nil }
        let from = try options.from.map { try moment($0, "--from") }
        let to = try options.to.map { try moment($0, "--to") }
        let window = TimeWindow(
            fromMS: from ?? TimeWindow.openFromMS, toMS: to ?? TimeWindow.openToMS)
        guard window.fromMS < window.toMS else {
            throw UsageError(
                description:
                    "--to \(options.to ?? "") is not after --from \(options.from ?? ISOTime.text(0))")
        }
        if from != nil, to != nil, window.durationMS > windowMSMax {
            throw UsageError(
                description:
                    "--from \(options.from ?? "") --to \(options.to ?? "") is more than a year; judge less at a time"
            )
        }
        return window
    }

    private static let windowMSMax: Int64 = 366 * 86_400_000

    private static func moment(_ text: String, _ option: String) throws -> Int64 {
        guard let ms = ISOTime.milliseconds(text) else {
            throw UsageError(description: "\(option) \(text) is no UTC time such as 2026-01-20T07:13:00Z")
        }
        guard ms > TimeWindow.openFromMS, ms < TimeWindow.openToMS else {
            throw UsageError(description: "\(option) \(text) is not between 1970 and 2100")
        }
        return ms
    }
}
