/// Names and values in their order: the `measured` and `required` of a criterion.
package struct Facts: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    package private(set) var members: [FactMember]

    package init(dictionaryLiteral elements: (String, Fact)...) {
        members = elements.map { FactMember(name: $0.0, value: $0.1) }
    }

    /// Setting nil removes; setting a new name adds at the end.
    package subscript(name: String) -> Fact? {
        get { members.first { $0.name == name }?.value }
        set {
            let index = members.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(FactMember(name: name, value: value))
            case (nil, nil): break
            }
        }
    }
}

package struct FactMember: Hashable, Sendable {
    package var name: String
    package var value: Fact
}

/// A value of a fact. Decimals are exact, so that the same data give the same bytes.
package indirect enum Fact: Hashable, Sendable {
    case count(Int64)
    /// `value / 10^decimals`, written as a canonical decimal.
    case decimal(Int64, decimals: Int)
    case text(String)
    case flag(Bool)
    case list([Fact])
    case object(Facts)
    case null

    package static func count(_ number: Int) -> Fact { .count(Int64(number)) }

    /// A share in percent with 2 decimals, rounded down, so that 99.5 is never said of less; null of nothing.
    package static func percent(_ part: Int64, of whole: Int64) -> Fact {
        whole > 0 ? .decimal(Int64(Int128(part) * 10_000 / Int128(whole)), decimals: 2) : .null
    }

    package static func texts(_ texts: some Sequence<String>) -> Fact { .list(texts.map { .text($0) }) }
    package static func counts(_ counts: some Sequence<(name: String, count: Int64)>) -> Fact {
        var facts: Facts = [:]
        for (name, count) in counts { facts[name] = .count(count) }
        return .object(facts)
    }
}
