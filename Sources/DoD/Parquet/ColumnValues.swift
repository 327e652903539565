/// The values of one column in one row group, nil where a row has none.
package enum ColumnValues: Equatable, Sendable {
    case integers([Int64?])
    case doubles([Double?])
    case texts([String?])

    package var count: Int {
        switch self {
        case .integers(let values): values.count
        case .doubles(let values): values.count
        case .texts(let values): values.count
        }
    }

    mutating func append(_ other: ColumnValues) -> Bool {
        switch (self, other) {
        case (.integers(let mine), .integers(let others)): self = .integers(mine + others)
        case (.doubles(let mine), .doubles(let others)): self = .doubles(mine + others)
        case (.texts(let mine), .texts(let others)): self = .texts(mine + others)
        default: return false
        }
        return true
    }

    /// `values` with a nil wherever `isThere` is false.
    func spread(over isThere: [Bool]) -> ColumnValues {
        func spread<Value>(_ values: [Value?]) -> [Value?] {
            var next = values.makeIterator()
            return isThere.map { $0 ? next.next() ?? nil : nil }
        }
        switch self {
        case .integers(let values): return .integers(spread(values))
        case .doubles(let values): return .doubles(spread(values))
        case .texts(let values): return .texts(spread(values))
        }
    }

    /// The values that the indices point at; nil when one points behind the end.
    func picked(_ indices: [Int]) -> ColumnValues? {
        guard indices.allSatisfy({ $0 < count }) else { return nil }
        switch self {
        case .integers(let values): return .integers(indices.map { values[$0] })
        case .doubles(let values): return .doubles(indices.map { values[$0] })
        case .texts(let values): return .texts(indices.map { values[$0] })
        }
    }
}
