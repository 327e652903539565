import DoDChecks
import DoDFormat

/// Facts as people read them: names without underscores, numbers grouped.
enum FactText {
    /// Entries of a list or of an object that are written out.
    static let entriesMax = 12

    static func lines(_ facts: Facts) -> [ReportModel.Fact] {
        facts.members.map { ReportModel.Fact(words($0.name), text($0.value)) }
    }

    static func text(_ fact: Fact) -> String {
        switch fact {
        case .count(let number): Numbers.grouped(number)
        case .decimal(let value, let decimals): Amount.text(value, decimals: decimals)
        case .text(let text): text
        case .flag(let flag): flag ? "yes" : "no"
        case .list(let facts): joined(facts.map(text))
        case .object(let facts): joined(facts.members.map { "\(words($0.name)) \(text($0.value))" })
        case .null: "–"
        }
    }

    private static func words(_ name: String) -> String {
        name.split(separator: "_").joined(separator: " ")
    }

    private static func joined(_ texts: [String]) -> String {
        if texts.isEmpty { return "none" }
        let rest = texts.count - entriesMax
        return texts.prefix(entriesMax).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}
