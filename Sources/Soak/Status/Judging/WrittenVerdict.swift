import DoDFormat

/// The verdict that the runner's judge left in the folder.
enum WrittenVerdict {
    private static let bytesMax = 64 << 20

    /// Nil when there is none, or none that can be read.
    static func read(_ path: String) -> VerdictSoFar? {
        guard let bytes = SmallFile.bytes(path, max: bytesMax),
            let value = try? JSONParser.parse(bytes, allowsBlanks: true),
            let word = value["verdict"]?.text
        else { return nil }
        let criteria = (value["criteria"]?.values ?? []).map { criterion -> VerdictSoFar.Criterion in
            let answer: VerdictSoFar.Answer =
                switch criterion["result"]?.text {
                case "pass": .pass
                case "fail": .fail
                default: .unknown
                }
            return VerdictSoFar.Criterion(
                id: criterion["id"]?.text ?? "?", answer: answer, summary: criterion["summary"]?.text ?? "",
                isWaived: criterion["required"]?["waived"]?.flag ?? false)
        }
        return VerdictSoFar(source: .written(word: word), triedMs: nil, criteria: criteria)
    }
}
