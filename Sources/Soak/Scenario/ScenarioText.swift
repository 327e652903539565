/// The text of a scenario file, to find lines in: the TOML library says where only when it can't read at all.
struct ScenarioText {
    let file: String
    let lines: [Substring]

    init(file: String, text: String) {
        self.file = file
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The comment that the file begins with, its lines joined; nil when it begins otherwise.
    var why: String? {
        let comment = lines.prefix { $0.hasPrefix("#") }
        let words = comment.map { $0.drop { $0 == "#" || $0 == " " } }.filter { !$0.isEmpty }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// The line, counted from 1, where `key` is set in `table` (empty: before the first table); a guess by
    /// the text, nil when it is not to be found.
    func line(of key: String, in table: String) -> Int? {
        var current = ""
        for (index, line) in lines.enumerated() {
            let trimmed = line.drop { $0 == " " || $0 == "\t" }
            if trimmed.hasPrefix("[") {
                current = Self.header(trimmed)
                if current == (table.isEmpty ? key : "\(table).\(key)") { return index + 1 }
            } else if current == table, trimmed.hasPrefix(key),
                let next = trimmed.dropFirst(key.count).first, next == " " || next == "=" || next == "."
            {
                return index + 1
            }
        }
        return nil
    }

    func line(ofTable table: String) -> Int? {
        lines.firstIndex { !table.isEmpty && $0.hasPrefix("[") && Self.header($0) == table }.map { $0 + 1 }
    }

    private static func header(_ line: Substring) -> String {
        String(line.drop { $0 == "[" }.prefix { $0 != "]" })
    }
}
