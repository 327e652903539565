import DoDChecks
import DoDFormat

/// Facts as people read them: names in words, numbers grouped, with their unit.
enum FactText {
    /// Entries of a list or of an object that are written out.
    static let entriesMax = 12

    static func lines(_ facts: Facts) -> [ReportModel.Fact] {
        facts.members.map { member in
            let label = FactLabel(member.name)
            return ReportModel.Fact(label.words, label.value(text(member.value), of: member.value))
        }
    }

    static func text(_ fact: Fact) -> String { text(fact, depth: 0) }

    private static func text(_ fact: Fact, depth: Int) -> String {
        switch fact {
        case .count(let number): return Numbers.grouped(number)
        case .decimal(let value, let decimals): return Amount.text(value, decimals: decimals)
        case .text(let text): return text
        case .flag(let flag): return flag ? "yes" : "no"
        case .list(let facts):
            if isTooMuch(facts, depth) { return "\(facts.count), each in verdict.json" }
            return joined(facts.map { text($0, depth: depth + 1) })
        case .object(let facts):
            let values = facts.members.map(\.value)
            if isTooMuch(values, depth) { return "\(values.count), each in verdict.json" }
            return joined(
                facts.members.map { member in
                    let label = FactLabel(member.name)
                    let value = label.value(text(member.value, depth: depth + 1), of: member.value)
                    return "\(label.words) \(value)"
                })
        case .null: return "–"
        }
    }

    /// Tables in tables are for machines.
    private static func isTooMuch(_ values: [Fact], _ depth: Int) -> Bool {
        depth > 1 || values.contains { isTable($0) && depth > 0 } || values.count(where: isTable) > entriesMax
    }

    private static func isTable(_ fact: Fact) -> Bool {
        switch fact {
        case .list, .object: true
        case .count, .decimal, .text, .flag, .null: false
        }
    }

    private static func joined(_ texts: [String]) -> String {
        if texts.isEmpty { return "none" }
        let rest = texts.count - entriesMax
        return texts.prefix(entriesMax).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}
