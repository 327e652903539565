/// One table of a scenario file, read key by key. Whatever is left when all known keys were asked for is an
/// error that names the key and the nearest known one.
struct StrictTable {
    let source: ScenarioText
    /// `fault` or empty for the top, for the messages.
    let name: String
    private var left: [(key: String, value: TOMLNode)]
    private var asked: [String] = []

    init(_ entries: [(key: String, value: TOMLNode)], name: String, source: ScenarioText) {
        self.source = source
        self.name = name
        left = entries
    }

    func wrong(_ key: String, _ what: String) -> ScenarioError {
        ScenarioError(file: source.file, line: source.line(of: key, in: name), "\(path(key)): \(what)")
    }

    private func path(_ key: String) -> String { name.isEmpty ? "`\(key)`" : "`\(key)` in [\(name)]" }

    mutating func take(_ key: String) -> TOMLNode? {
        asked.append(key)
        guard let index = left.firstIndex(where: { $0.key == key }) else { return nil }
        return left.remove(at: index).value
    }

    private mutating func take<T>(
        _ key: String, _ wanted: String, _ read: (TOMLNode) -> T?
    ) throws(ScenarioError) -> T? {
        guard let node = take(key) else { return nil }
        guard let value = read(node) else { throw wrong(key, "is \(node.kind), wanted \(wanted)") }
        return value
    }

    mutating func text(_ key: String) throws(ScenarioError) -> String? {
        try take(key, "a text") { if case .text(let text) = $0 { text } else { nil } }
    }

    mutating func required(_ key: String) throws(ScenarioError) -> String {
        guard let text = try text(key) else {
            throw ScenarioError(
                file: source.file, line: source.line(ofTable: name), "\(path(key)) is missing")
        }
        return text
    }

    mutating func whole(_ key: String, from lowest: Int64) throws(ScenarioError) -> Int64? {
        let number = try take(key, "a whole number") { (node) -> Int64? in
            if case .number(let number) = node { number } else { nil }
        }
        if let number, number < lowest { throw wrong(key, "is \(number), wanted \(lowest) or more") }
        return number
    }

    mutating func fraction(_ key: String) throws(ScenarioError) -> Double? {
        try take(key, "a number") {
            switch $0 {
            case .number(let number): Double(number)
            case .fraction(let number): number
            default: nil
            }
        }
    }

    mutating func flag(_ key: String) throws(ScenarioError) -> Bool? {
        try take(key, "true or false") { if case .flag(let flag) = $0 { flag } else { nil } }
    }

    /// A length of time, in milliseconds.
    mutating func duration(_ key: String, parse: (String) -> Int64?) throws(ScenarioError) -> Int64? {
        guard let text = try text(key) else { return nil }
        guard let ms = parse(text) else {
            throw wrong(key, "\"\(text)\" is no length of time; write it as 24h2m, 90m or 45s")
        }
        return ms
    }

    mutating func table(_ key: String) throws(ScenarioError) -> StrictTable? {
        let entries = try take(key, "a table") { (node) -> [(key: String, value: TOMLNode)]? in
            if case .table(let entries) = node { entries } else { nil }
        }
        return entries.map { StrictTable($0, name: name.isEmpty ? key : "\(name).\(key)", source: source) }
    }

    mutating func tables(_ key: String) throws(ScenarioError) -> [StrictTable] {
        let nodes = try take(key, "tables: [[\(key)]]") { (node) -> [TOMLNode]? in
            if case .list(let nodes) = node { nodes } else { nil }
        }
        var tables: [StrictTable] = []
        for node in nodes ?? [] {
            guard case .table(let entries) = node else {
                throw wrong(key, "holds \(node.kind), wanted [[\(key)]]")
            }
            tables.append(StrictTable(entries, name: key, source: source))
        }
        return tables
    }

    /// A list of texts; empty when it is not there.
    mutating func texts(_ key: String) throws(ScenarioError) -> [String] {
        let nodes = try take(key, "a list of texts") { (node) -> [TOMLNode]? in
            if case .list(let nodes) = node { nodes } else { nil }
        }
        var texts: [String] = []
        for node in nodes ?? [] {
            guard case .text(let text) = node else { throw wrong(key, "holds \(node.kind), wanted texts") }
            texts.append(text)
        }
        return texts
    }

    /// All that is left, as it stands: for tables whose keys are data.
    mutating func all() -> [(key: String, value: TOMLNode)] {
        defer { left = [] }
        return left
    }

    /// All that is left, each a text: for tables whose keys are data.
    mutating func allTexts() throws(ScenarioError) -> [String: String] {
        var texts: [String: String] = [:]
        for (key, node) in left {
            guard case .text(let text) = node else { throw wrong(key, "is \(node.kind), wanted a text") }
            texts[key] = text
        }
        left = []
        return texts
    }

    /// To be called when every known key was asked for.
    func finish() throws(ScenarioError) {
        guard let unknown = left.first else { return }
        let near = Spelling.nearest(to: unknown.key, among: asked).map { "; did you mean `\($0)`?" }
        let known = near ?? "; known here: \(asked.sorted().joined(separator: ", "))"
        throw ScenarioError(
            file: source.file, line: source.line(of: unknown.key, in: name),
            "unknown key \(path(unknown.key))\(known)")
    }
}
