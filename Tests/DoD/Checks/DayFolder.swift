import DoDChecks
import DoDFormat
import Testing

/// A synthetic day as bytes of a run directory, to be damaged and judged.
struct DayFolder {
    /// By path within the run directory.
    var files: [String: [UInt8]] = [:]

    init(_ day: SyntheticDay) {
        for (name, bytes) in day.data { files["data/\(name)"] = bytes }
        var chain = DayChain(.ledger)
        for line in day.ledger {
            files["data/ledger_\(day.day(line.atMS)).jsonl", default: []] += Array(chain.text(line).utf8)
        }
        var journal = DayChain(.journal, wallMS: day.wallMS)
        files["journal.jsonl"] = Array(day.journal.map { journal.text($0) }.joined().utf8)
        guard !day.feed.contains("\"synthetic\":false") else { return }
        files["truth/signals.jsonl"] = Array(day.truth.map { "\($0)\n" }.joined().utf8)
        files["truth/connections.jsonl"] = Array(
            "{\"connection\":1,\"event\":\"up\",\"at_ms\":\(day.startMS),\"cause\":null}\n".utf8)
        files["truth/minutes.jsonl"] = Array(
            (0..<day.minutes).map { minute in
                "{\"minute_ms\":\(day.startMS + Int64(minute) * 60_000),\"connected_ms\":60000,\"markets\":[{\"market\":\"xyz:0\",\"bbo\":60,\"ctx\":60},{\"market\":\"xyz:1\",\"bbo\":60,\"ctx\":60}]}\n"
            }.joined().utf8)
        if day.truthHasSummary { files["truth/summary.json"] = Array(Self.summary(day).utf8) }
    }

    private static func summary(_ day: SyntheticDay) -> String {
        let count = { (kind: String) in day.truth.count { $0.contains("\"class\":\"\(kind)\"") } }
        return
            "{\"seed\":7,\"from_ms\":\(day.startMS),\"to_ms\":\(day.startMS + Int64(day.minutes) * 60_000),\"rate\":300.0,\"frames_sent\":\(day.minutes * 240),\"bytes_sent\":1,\"held_ms\":0,\"must\":\(count("must")),\"ambiguous\":\(count("ambiguous")),\"away\":\(count("away")),\"in_flight\":\(count("in-flight")),\"blocked\":{},\"markets\":2,\"complete\":\(day.truthIsComplete)}\n"
    }

    static let signals = "data/signals_2026-01-20.jsonl"
    static let followups = "data/followups_2026-01-20.jsonl"
    static let ledger = "data/ledger_2026-01-20.jsonl"

    func text(_ name: String) -> String { String(decoding: files[name] ?? [], as: UTF8.self) }

    mutating func editLines(_ name: String, _ edit: (inout [String]) -> Void) {
        var lines = text(name).split(separator: "\n").map(String.init)
        edit(&lines)
        files[name] = Array(lines.map { "\($0)\n" }.joined().utf8)
    }

    mutating func replace(_ name: String, _ old: String, _ new: String) {
        let text = text(name)
        precondition(text.contains(old), "\(old) is not in \(name)")
        guard let range = text.firstRange(of: old) else { return }
        files[name] = Array(text.replacingCharacters(in: range, with: new).utf8)
    }

    /// Small days have small floors.
    static let policy = Policy(
        name: "test", hundredths: [.floorSignals: 1_00, .floorMarkets: 1_00, .floorGateBlocks: 0],
        mayPass: true)

    func evidence() throws -> Evidence {
        let scratch = try Scratch()
        for (name, bytes) in files { try scratch.write(name, bytes) }
        return try EvidenceReader.read(EvidenceRequest(directories: [scratch.path]))
    }

    func judge(_ policy: Policy = DayFolder.policy) throws -> Verdict {
        Judge(policy: policy, criteria: ByteCriteria.all).judge(try evidence())
    }

    /// The answer of one criterion.
    func result(_ id: CriterionID, _ policy: Policy = DayFolder.policy) throws -> CriterionResult {
        try #require(try judge(policy).results.first { $0.id == id.rawValue })
    }
}

extension String {
    func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
