/// Which engine a run drives, and how it is called.
package enum EngineChoice: Equatable, Sendable {
    /// hip3-engine; with a configuration of the user's, or one that the run writes.
    case own(config: String?)
    /// Another bot that writes such files and knows nothing of ledgers or ops endpoints.
    case other(ForeignEngine)

    /// It says `ready` when it can be used, and ends with 0 when it is asked to.
    var isOwn: Bool { if case .own = self { true } else { false } }
}

/// A command line with `{ws_url}`, `{data_dir}` and `{config}` in it.
package struct ForeignEngine: Equatable, Sendable {
    package enum Flaw: Error, Equatable, CustomStringConvertible {
        case empty
        case openQuote
        case unknownPlace(String)
        case nowhereToWrite

        package var description: String {
            switch self {
            case .empty: "it is empty; give a command as 'bot --feed {ws_url} --out {data_dir}'"
            case .openQuote: "a quote is not closed"
            case .unknownPlace(let name):
                "{\(name)} is not known; there are {ws_url}, {data_dir} and {config}"
            case .nowhereToWrite: "it has no {data_dir}, so it can't know where to write"
            }
        }
    }

    static let places = ["ws_url", "data_dir", "config"]
    /// As given, the places still in them.
    package let words: [String]

    /// Words are parted by blanks; quotes, single or double, hold one together. No shell looks at it.
    package init(_ text: String) throws(Flaw) {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if character == " " || character == "\t" || character == "\n" {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil else { throw .openQuote }
        if let word { words.append(word) }
        guard let program = words.first, !program.isEmpty else { throw .empty }
        self.words = words
        for word in words {
            for part in word.split(separator: "{").dropFirst(word.hasPrefix("{") ? 0 : 1) {
                let name = part.prefix { $0 != "}" }
                guard name.count == part.count || Self.places.contains(String(name)) else {
                    throw .unknownPlace(String(name))
                }
            }
        }
        guard words.contains(where: { $0.contains("{data_dir}") }) else { throw .nowhereToWrite }
    }

    func command(webSocketURL: String, dataDirectory: String, config: String) -> [String] {
        words.map {
            $0.replacing("{ws_url}", with: webSocketURL).replacing("{data_dir}", with: dataDirectory)
                .replacing("{config}", with: config)
        }
    }
}
