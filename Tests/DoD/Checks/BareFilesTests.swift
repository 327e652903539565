import DoDChecks
import DoDFormat
import Testing

/// Files beside which no ledger stands: nothing says what they cost, and much can be known all the same.
@Suite("Files without a ledger:")
struct BareFilesTests {
    static let day = "2026-01-20"
    /// As the old engine wrote it: no `best_size`.
    static func old(_ line: String) -> String {
        var text = line
        if let from = text.firstRange(of: ",\"best_size\""),
            let to = text.firstRange(of: ",\"suggested_size\"")
        {
            text.removeSubrange(from.lowerBound..<to.lowerBound)
        }
        return text
    }

    /// Signals and follow-ups, and nothing else.
    static func bare(isOld: Bool = false) -> DayFolder {
        var folder = DayFolder(SyntheticDay())
        for name in folder.files.keys where name != DayFolder.signals && name != DayFolder.followups {
            folder.files[name] = nil
        }
        if isOld { folder.editLines(DayFolder.signals) { $0 = $0.map(old) } }
        return folder
    }

    private func expect(
        _ folder: DayFolder, _ id: CriterionID, _ outcome: Outcome, _ words: String = "",
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let result = try folder.result(id)
        let text = ([result.summary] + result.evidence).joined(separator: "\n")
        #expect(result.outcome == outcome, "\(text)", sourceLocation: location)
        #expect(text.contains(words), "\(words) is not in: \(text)", sourceLocation: location)
    }

    @Test("right ones are neither good nor bad", arguments: [false, true])
    func right(isOld: Bool) throws {
        let verdict = try Self.bare(isOld: isOld).judge()
        #expect(verdict.word == .inconclusive)
        #expect(!verdict.results.contains { $0.outcome == .fail }, "\(verdict.results)")
        let semantics = try #require(verdict.results.first { $0.id == "semantics" })
        #expect(semantics.measured["signals"] == .count(24))
        #expect(semantics.evidence.contains { $0.contains("costs unknown") })
    }

    @Test("blanks, integers and long decimals are forms that an old engine may have written")
    func forms() throws {
        for (old, new) in [
            ("\":", "\": "), (",\"", ", \""), ("\"oracle_px\":100.0,", "\"oracle_px\":100,"),
            ("\"best_px\":99.8,", "\"best_px\":9.98e1,"),
            ("\"suggested_size\":0.3,", "\"suggested_size\":0.30000000000000004,"),
            ("\"raw_edge_bps\":20.0,", "\"raw_edge_bps\":20.000000000000284,"),
        ] {
            var folder = Self.bare(isOld: true)
            folder.editLines(DayFolder.signals) { $0[0].replace(old, with: new) }
            let verdict = try folder.judge()
            #expect(verdict.word == .inconclusive, "\(new): \(verdict.results)")
            #expect(try folder.evidence().runs[0].records.signals == 24)
        }
        var followups = Self.bare()
        followups.editLines(DayFolder.followups) { $0[0].replace("\":", with: "\": ") }
        #expect(try followups.judge().word == .inconclusive)
    }

    static let changes: [(String, String, String)] = [
        (
            "\"best_px\":99.8,", "\"best_px\":100.2,",
            "side: buy at 100.2 with the oracle at 100.0 is no cross"
        ),
        ("\"side\":\"buy\"", "\"side\":\"sell\"", "side: sell at 99.8 with the oracle at 100.0 is no cross"),
        ("\"raw_edge_bps\":20.0", "\"raw_edge_bps\":20.01", "raw_edge_bps 20.01, from its prices 20.0"),
        ("\"market_key\":\"xyz:0\"", "\"market_key\":\"xyz:7\"", "id content: sig_xyz:0_buy"),
        ("_1768893190000_0", "_1768893190001_0", "id content: sig_xyz:0_buy_1768893190001_0"),
    ]

    @Test("a number that contradicts its record", arguments: changes, [false, true])
    func changed(_ change: (String, String, String), isOld: Bool) throws {
        var folder = Self.bare(isOld: isOld)
        folder.replace(DayFolder.signals, change.0, change.1)
        try expect(folder, .semantics, .fail, change.2)
    }

    @Test("a suggested size above the best one")
    func size() throws {
        var folder = Self.bare()
        folder.replace(DayFolder.signals, "\"suggested_size\":0.3", "\"suggested_size\":999999.0")
        try expect(folder, .semantics, .fail, "suggested_size 999999.0 is above the best_size 3.0")
        folder.replace(DayFolder.signals, "\"suggested_size\":999999.0", "\"suggested_size\":3.0")
        try expect(folder, .semantics, .unknown)
    }

    @Test("ids twice and out of order", arguments: [false, true])
    func order(isOld: Bool) throws {
        var folder = Self.bare(isOld: isOld)
        folder.editLines(DayFolder.signals) { $0.insert($0[0], at: 1) }
        try expect(folder, .semantics, .fail, "_0 again")
        folder = Self.bare(isOld: isOld)
        folder.editLines(DayFolder.signals) { $0.swapAt(0, 4) }
        try expect(folder, .semantics, .fail, "comes after")
        try expect(folder, .integrity, .fail, "time back")
    }

    @Test("bytes that are no record, in any form")
    func damaged() throws {
        for (old, new, words) in [
            ("\"best_px\":", "\"best_pz\":", "missing key: best_px"), ("\"side\":", "\"side\";", "not json"),
            ("\"oracle_px\":100.0", "\"oracle_px\":-100.0", "not positive"),
        ] {
            var folder = Self.bare(isOld: true)
            folder.replace(DayFolder.signals, old, new)
            try expect(folder, .integrity, .fail, words)
        }
    }

    @Test("where there is a ledger, what it does not call old must be canonical")
    func withLedger() throws {
        var folder = DayFolder(SyntheticDay())
        folder.editLines(DayFolder.signals) { $0[3] = Self.old($0[3]) }
        try expect(folder, .integrity, .fail, "missing key: best_size")
    }

    @Test("days of them joined are judged as all at once", arguments: [false, true])
    func joined(isOld: Bool) throws {
        var folder = Self.bare(isOld: isOld)
        let next = SyntheticDay(startMS: SyntheticDay.startMS + 86_400_000)
        let lines = String(decoding: next.data["signals_2026-01-21.jsonl"]!, as: UTF8.self)
        folder.files["data/signals_2026-01-21.jsonl"] = Array((isOld ? Self.oldLines(lines) : lines).utf8)
        try PartialTests.expectSame(folder, "costs unknown")
        for (old, new, words) in [
            ("\"side\":\"buy\"", "\"side\":\"sell\"", "is no cross"),
            ("\"suggested_size\":0.3", "\"suggested_size\":4.3", isOld ? "" : "above the best_size 3.0"),
            ("\"best_px\":", "\"best_pz\":", "missing key"),
        ] {
            var damaged = folder
            damaged.replace("data/signals_2026-01-21.jsonl", old, new)
            try PartialTests.expectSame(damaged, words)
        }
    }

    private static func oldLines(_ text: String) -> String {
        text.split(separator: "\n").map { old(String($0)) + "\n" }.joined()
    }
}
