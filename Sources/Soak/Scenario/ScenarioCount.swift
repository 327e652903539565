/// A number in the verdict that must be so: `lost = 0`, `signals = ">= 1000"`.
package struct ScenarioCount: Equatable, Sendable {
    package enum Relation: String, CaseIterable, Sendable {
        // The longer ones first: "> 5" is no ">=".
        case atLeast = ">="
        case atMost = "<="
        case above = ">"
        case below = "<"
        case equal = "="
    }

    /// Nil: whichever criterion counts it, if only one does.
    package var criterion: String?
    package var name: String
    package var relation: Relation
    package var value: Double

    package init(criterion: String?, name: String, relation: Relation, value: Double) {
        self.criterion = criterion
        self.name = name
        self.relation = relation
        self.value = value
    }

    /// From `>= 1000` and the like.
    init?(criterion: String?, name: String, text: String) {
        guard let relation = Relation.allCases.first(where: { text.hasPrefix($0.rawValue) }) else {
            return nil
        }
        let digits = text.dropFirst(relation.rawValue.count).drop { $0 == " " }
        guard let value = Double(digits), value.isFinite else { return nil }
        self.init(criterion: criterion, name: name, relation: relation, value: value)
    }

    package func holds(_ measured: Double) -> Bool {
        switch relation {
        case .atLeast: measured >= value
        case .atMost: measured <= value
        case .above: measured > value
        case .below: measured < value
        case .equal: measured == value
        }
    }

    package var path: String { (criterion.map { $0 + "." } ?? "") + name }
    /// `0`, or `>= 1000`.
    package var wanted: String { (relation == .equal ? "" : relation.rawValue + " ") + Self.text(value) }

    /// A whole number without the dot.
    package static func text(_ number: Double) -> String {
        Int64(exactly: number).map { String($0) } ?? "\(number)"
    }
}
