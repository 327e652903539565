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
        facts = [
            FactView("Window", Self.window(model)), FactView("Evidence", model.evidence),
            FactView("Criteria", Self.counts(model)), FactView("Policy", Self.policy(model)),
        ]
    }

    private static func window(_ model: ReportModel) -> String {
        guard model.hasWindow else { return "nothing tells a time" }
        let length = Numbers.duration(ms: model.toMs - model.fromMs)
        return "\(UTCText.minutes(model.fromMs)) – \(UTCText.minutes(model.toMs)) UTC (\(length))"
    }

    private static func counts(_ model: ReportModel) -> String {
        let judged = model.criteria.filter { !$0.isWaived }
        func count(_ outcome: ReportModel.Criterion.Outcome) -> Int { judged.count { $0.outcome == outcome } }
        let waived = model.criteria.count - judged.count
        return "\(count(.pass)) passed, \(count(.fail)) failed, \(count(.unknown)) unknown"
            + (waived > 0 ? ", \(waived) waived" : "")
    }

    private static func policy(_ model: ReportModel) -> String {
        let count = model.loosened.count
        return count == 0
            ? model.policy : "\(model.policy), loosened in \(Numbers.count(count, "point")) (see the notes)"
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
        let failed = ids(model, .fail)
        let unknown = ids(model, .unknown)
        switch model.verdict {
        case "PASS":
            return "The day is really there: live evidence at real speed, and every criterion holds."
        case "REHEARSAL PASS":
            if model.evidence == "live" {
                return
                    "Every criterion holds on live evidence, but the policy \(model.policy) can't say PASS: "
                    + "it asks for less than the definition of done."
            }
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

    private static func ids(_ model: ReportModel, _ outcome: ReportModel.Criterion.Outcome) -> [String] {
        model.criteria.filter { $0.outcome == outcome && !$0.isWaived }.map(\.id)
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
