import TOMLKit

/// One table of a configuration file, read strictly: each key is asked for by name and kind, and what nobody
/// asked for is an error.
final class ConfigurationTable {
    private let file: String
    /// Empty for the top of the file.
    private let name: String
    private let values: TOMLTable
    private var known: [String] = []

    init(file: String, name: String, _ values: TOMLTable) {
        self.file = file
        self.name = name
        self.values = values
    }

    func text(_ key: String) throws(ConfigurationError) -> String? {
        try value(key, "a text in quotes") { $0.string }
    }

    func flag(_ key: String) throws(ConfigurationError) -> Bool? {
        try value(key, "true or false") { $0.type == .bool ? $0.bool : nil }
    }

    func integer(_ key: String, _ range: ClosedRange<Int64>) throws(ConfigurationError) -> Int64? {
        guard let number = try value(key, "a whole number", { $0.type == .int ? $0.int : nil }) else {
            return nil
        }
        guard range.contains(Int64(number)) else {
            throw error("\(path(key)) = \(number) is not between \(range.lowerBound) and \(range.upperBound)")
        }
        return Int64(number)
    }

    /// A number with or without a dot, as the shortest decimal that means it.
    func decimal(_ key: String) throws(ConfigurationError) -> String? {
        try value(key, "a number") { value in
            switch value.type {
            case .int: value.int.map { String($0) }
            case .double: value.double.map { $0.description }
            default: nil
            }
        }
    }

    func table(_ key: String) throws(ConfigurationError) -> ConfigurationTable {
        let table = try value(key, "a table: [\(path(key))]") { $0.type == .table ? $0.table : nil }
        return ConfigurationTable(file: file, name: path(key), table ?? TOMLTable())
    }

    /// `[[markets]]` with a key each, or a plain list of texts.
    func list(_ key: String, of member: String) throws(ConfigurationError) -> [String]? {
        guard let array = try value(key, "a list", { $0.type == .array ? $0.array : nil }) else { return nil }
        var texts: [String] = []
        for position in 0..<array.count {
            let element = array[position]
            if element.type == .table, let values = element.table {
                let table = ConfigurationTable(file: file, name: path(key), values)
                guard let text = try table.text(member) else {
                    throw error("[[\(path(key))]] number \(position + 1) lacks its \(member)")
                }
                try table.finish()
                texts.append(text)
            } else if let text = element.string {
                texts.append(text)
            } else {
                throw error("\(path(key)) holds something that is neither a text nor a table")
            }
        }
        return texts
    }

    /// Nobody asks for anything more: whatever is left is a mistake.
    func finish() throws(ConfigurationError) {
        for key in values.keys.sorted() where !known.contains(key) {
            if TradingKeys.isOne(key) { throw error(TradingKeys.refusal(path(key))) }
            let place = name.isEmpty ? "at the top of the file" : "in [\(name)]"
            guard let near = NearestName.to(key, among: known) else {
                throw error("unknown key \(key) \(place); known are \(known.joined(separator: ", "))")
            }
            throw error("unknown key \(key) \(place); did you mean \(near)?")
        }
    }

    func error(_ problem: String) -> ConfigurationError { ConfigurationError(file: file, problem: problem) }

    func path(_ key: String) -> String { name.isEmpty ? key : "\(name).\(key)" }

    private func value<Value>(
        _ key: String, _ kind: String, _ read: (any TOMLValueConvertible) -> Value?
    ) throws(ConfigurationError) -> Value? {
        known.append(key)
        guard let raw = values[key] else { return nil }
        guard let value = read(raw) else { throw error("\(path(key)) must be \(kind)") }
        return value
    }
}
