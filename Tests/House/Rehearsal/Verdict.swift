import FoundationEssentials
import Testing

/// What `verdict.json` says.
struct Verdict: Decodable, CustomStringConvertible {
    struct Criterion: Decodable, CustomStringConvertible {
        let id: String
        let result: String
        let summary: String
        let evidence: [String]

        /// Whether this is named as a reason, in the summary or below it.
        func says(_ words: String) -> Bool {
            summary.contains(words) || evidence.contains { $0.contains(words) }
        }

        var description: String { "\(id): \(result): \(summary)" }
    }

    let verdict: String
    let criteria: [Criterion]

    init(of file: String) throws {
        self = try JSONDecoder().decode(Verdict.self, from: Data(contentsOf: URL(filePath: file)))
    }

    func criterion(_ id: String) throws -> Criterion {
        try #require(criteria.first { $0.id == id }, "no criterion \(id) in \(self)")
    }

    /// Not good, and for this reason: the criterion has this result and names each of these words.
    func requireBad(
        _ id: String, _ result: String, _ words: String..., at location: SourceLocation = #_sourceLocation
    ) throws {
        try #require(verdict == "FAIL" || verdict == "INCONCLUSIVE", "\(self)", sourceLocation: location)
        let criterion = try criterion(id)
        try #require(criterion.result == result, "\(criterion)", sourceLocation: location)
        for word in words {
            try #require(
                criterion.says(word), "no \"\(word)\" in \(criterion)\n\(criterion.evidence)",
                sourceLocation: location)
        }
    }

    var description: String { verdict + criteria.map { "\n\($0)" }.joined() }
}
