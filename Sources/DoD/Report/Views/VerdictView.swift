import DoDCalendar

struct VerdictView {
    let word: String
    let tone: String
    let mark: String
    let meaning: String
    let facts: [FactView]

    init(_ model: ReportModel) {
        word = model.verdict
        (tone, mark) = Self.look(model.verdict)
        meaning = Self.meaning(model)
        let counts = Dictionary(grouping: model.criteria, by: \.outcome).mapValues(\.count)
        let length = Numbers.duration(ms: model.toMs - model.fromMs)
        facts =
            [
                FactView(
                    "Window",
                    "\(UTCText.minutes(model.fromMs)) – \(UTCText.minutes(model.toMs)) UTC (\(length))"),
                FactView("Evidence", model.evidence),
                FactView(
                    "Criteria",
                    "\(counts[.pass] ?? 0) passed, \(counts[.fail] ?? 0) failed, \(counts[.unknown] ?? 0) unknown"
                ),
                FactView("Policy", model.loosened.isEmpty ? model.policy : "\(model.policy) (loosened)"),
            ]
            + model.loosened.map { FactView("Loosened", $0) }
    }

    private static func look(_ verdict: String) -> (tone: String, mark: String) {
        switch verdict {
        case "PASS": ("pass", "✓")
        case "REHEARSAL PASS": ("rehearsal", "✓")
        case "FAIL": ("fail", "✕")
        default: ("unknown", "?")
        }
    }

    private static func meaning(_ model: ReportModel) -> String {
        let failed = model.criteria.filter { $0.outcome == .fail }.map(\.id)
        let unknown = model.criteria.filter { $0.outcome == .unknown }.map(\.id)
        switch model.verdict {
        case "PASS":
            return "The day is really there: live evidence at real speed, and every criterion holds."
        case "REHEARSAL PASS":
            return "Every criterion holds, but on \(model.evidence) evidence: "
                + "a rehearsal shows that the harness and the engine work, not that a real day was recorded."
        case "FAIL":
            return "\(Self.list(failed)) \(failed.count == 1 ? "does" : "do") not hold."
        default:
            return unknown.isEmpty
                ? "There is not enough evidence to say either way."
                : "Not enough evidence for \(Self.list(unknown)): that is no pass and no failure."
        }
    }

    private static func list(_ ids: [String]) -> String {
        guard let last = ids.last else { return "something" }
        return ids.count == 1 ? last : ids.dropLast().joined(separator: ", ") + " and " + last
    }
}

struct FactView {
    let factName: String
    let factValue: String

    init(_ name: String, _ value: String) {
        factName = name
        factValue = value
    }
}
