import DoDAnalysis
import DoDCalendar
import DoDChecks
import DoDFormat
import Foundation
import Testing

/// Real verdicts against docs/verdict.schema.json.
@Suite("The schema of verdict.json")
struct VerdictSchemaTests {
    private static func check() throws -> SchemaCheck {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let file = folder.appendingPathComponent("../../../../docs/verdict.schema.json")
        let bytes = Array(try Data(contentsOf: file))
        return SchemaCheck(try JSONParser.parse(bytes, allowsBlanks: true))
    }

    private static func json(_ evidence: Evidence) throws -> JSONValue {
        var verdict = Judge(criteria: StandardCriteria.all(.newYork)).judge(evidence)
        verdict.analysis = PhaseBAnalysis(evidence, isLive: verdict.evidence == .live)
        return try JSONParser.parse(Array(VerdictJSON.text(verdict).utf8.dropLast()))
    }

    @Test("Verdicts on days that are right, killed, damaged, empty and whole hold to it")
    func real() throws {
        let check = try Self.check()
        var damaged = DayFolder(SyntheticDay())
        damaged.replace(DayFolder.signals, "\"side\":\"buy\"", "\"side\":\"hold\"")
        damaged.files["data/notes.txt"] = [1]
        var bare = DayFolder(SyntheticDay())
        bare.files = bare.files.filter { $0.key == DayFolder.signals }
        for folder in [DayFolder(SyntheticDay()), DayFolder(SyntheticDay(killAt: 2)), damaged] {
            #expect(check.problems(of: try Self.json(try folder.evidence())) == [])
        }
        #expect(check.problems(of: try Self.json(Evidence(runs: []))) == [])
        #expect(check.problems(of: try Self.json(WatchedDay().evidence)) == [])
    }

    @Test("Any number of markets: some are listed, the rest is counted")
    func manyMarkets() throws {
        let folder = DayFolder(SyntheticDay())
        let line = try #require(
            String(decoding: folder.files[DayFolder.signals]!, as: UTF8.self).split(separator: "\n").first)
        let scratch = try Scratch()
        let lines = (0..<2_000).map { line.replacing("xyz:0", with: "xyz:\($0)") + "\n" }
        try scratch.write("signals_2026-01-20.jsonl", Array(lines.joined().utf8))
        let json = try Self.json(try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])))
        #expect(try Self.check().problems(of: json) == [])
        var members = try Members(json)
        var analysis = try Members(try members.value("analysis"))
        var bare = try Members(try analysis.value("without_ledger"))
        #expect(try bare.array("by_market").count == 500)
        #expect(try bare.integer("by_market_not_listed") == 1_500)
        #expect(throws: FormatError.self) { try analysis.integer("by_market_not_listed") }
    }

    @Test("What is not so is named")
    func wrong() throws {
        let check = try Self.check()
        let text = VerdictJSON.text(Judge(criteria: StandardCriteria.all(.newYork)).judge(Evidence(runs: [])))
        for (old, new, words) in [
            ("\"schema\":1", "\"schema\":2", "$.schema: not"),
            ("\"verdict\":\"INCONCLUSIVE\"", "\"verdict\":\"MAYBE\"", "$.verdict: none of"),
            (
                "\"window\":null", "\"window\":{\"from\":\"today\",\"to\":\"2026-01-20T00:00:00.000Z\"}",
                "match"
            ),
            ("\"notes\":[]", "\"notes\":[3]", "$.notes[0]: no string"),
            ("\"notes\":[]", "\"notes\":[],\"more\":1", "more is too much"),
            ("\"id\":\"errors\"", "\"id\":\"mood\"", "none of"),
            ("\"files\":[]", "\"files\":[{\"path\":\"/etc\",\"bytes\":-1}]", "lacks records"),
            ("\"policy\":\"phase-a\",", "", "$: lacks policy"),
        ] {
            #expect(text.contains(old), "\(old)")
            let changed = text.replacing(old, with: new, maxReplacements: 1)
            let problems = check.problems(of: try JSONParser.parse(Array(changed.utf8.dropLast())))
            #expect(problems.contains { $0.contains(words) }, "\(new): \(problems)")
        }
    }
}
