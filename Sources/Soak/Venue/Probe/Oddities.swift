/// Differences of one kind, counted, with the first example of each; in the order in which they came up.
struct Oddities: Equatable, Sendable {
    /// More kinds than this are only counted.
    static let kindsMax = 8
    private static let exampleBytesMax = 120

    private struct Kind: Equatable, Sendable {
        var name: String
        var example: String
        var count: Int
    }

    private var kinds: [Kind] = []
    private(set) var count = 0

    mutating func note(_ name: String, _ example: @autoclosure () -> String = "") {
        count += 1
        if let index = kinds.firstIndex(where: { $0.name == name }) {
            kinds[index].count += 1
        } else if kinds.count < Self.kindsMax {
            kinds.append(Kind(name: name, example: String(example().prefix(Self.exampleBytesMax)), count: 1))
        }
    }

    var isEmpty: Bool { count == 0 }

    var text: String {
        let named = kinds.map { kind in
            "\(kind.name) (\(kind.count) x\(kind.example.isEmpty ? "" : ", as \(kind.example)"))"
        }
        let rest = count - kinds.reduce(0) { $0 + $1.count }
        return (named + (rest > 0 ? ["\(rest) more of other kinds"] : [])).joined(separator: "; ")
    }
}
