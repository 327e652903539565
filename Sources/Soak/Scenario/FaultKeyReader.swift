import SoakFaults

/// Reads the keys of a [[fault]] table that belong to its kind; others stay in the table, and are errors.
enum FaultKeyReader {
    /// As far as a clock can be set, and as wrong as it can run.
    static let byMsMax: Int64 = 172_800_000
    static let percentMax: Int64 = 50
    static let delayMsMax: Int64 = 10_000

    static func read(_ table: inout StrictTable, into spec: inout FaultSpec) throws(ScenarioError) {
        for key in FaultKey.allCases where spec.kind.keys.contains(key) {
            switch key {
            case .k: spec.k = try table.whole(key.rawValue, from: 1)
            case .bytes: spec.bytes = try table.whole(key.rawValue, from: 1)
            case .lines: spec.lines = try table.whole(key.rawValue, from: 1)
            case .times: spec.times = try table.whole(key.rawValue, from: 0)
            case .on: spec.target = try word(key, FaultTarget.allCases, &table)
            case .errno: spec.error = try word(key, spec.kind.errors, &table)
            case .delay: spec.delayMs = try length(key, upTo: delayMsMax, &table)
            case .for: spec.lengthRealMs = try length(key, upTo: spec.kind.lengthRealMsMax, &table)
            case .by: spec.byMs = try length(key, upTo: byMsMax, &table)
            case .percent: spec.percent = try percent(&table)
            }
        }
    }

    private static func percent(_ table: inout StrictTable) throws(ScenarioError) -> Int64? {
        guard let percent = try table.whole(FaultKey.percent.rawValue, from: 1) else { return nil }
        guard percent <= percentMax else {
            throw table.wrong(FaultKey.percent.rawValue, "is \(percent), wanted up to \(percentMax)")
        }
        return percent
    }

    private static func length(
        _ key: FaultKey, upTo longest: Int64, _ table: inout StrictTable
    ) throws(ScenarioError) -> Int64? {
        guard let ms = try table.duration(key.rawValue, parse: { DurationText.ms($0) }) else { return nil }
        guard ms > 0, ms <= longest else {
            throw table.wrong(
                key.rawValue,
                "is \(DurationText.text(ms: ms)), wanted up to \(DurationText.text(ms: longest))")
        }
        return ms
    }

    private static func word<Word: RawRepresentable<String>>(
        _ key: FaultKey, _ known: [Word], _ table: inout StrictTable
    ) throws(ScenarioError) -> Word? {
        guard let text = try table.text(key.rawValue) else { return nil }
        if let word = known.first(where: { $0.rawValue == text }) { return word }
        let words = known.map(\.rawValue)
        let near = Spelling.nearest(to: text, among: words).map { "; did you mean \"\($0)\"?" } ?? ""
        throw table.wrong(key.rawValue, "\"\(text)\" is none of \(words.joined(separator: ", "))\(near)")
    }
}
