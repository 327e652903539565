import DoDChecks
import DoDFormat
import Testing

/// The day's table of markets against what the ledger says of them.
@Suite("The table of markets")
struct MarketTableTests {
    static let file = "data/markets_2026-01-20.json"
    private static let gate =
        "\"event\":\"blocks\",\"gate\":\"parameter_change\",\"market\":\"xyz:1\",\"blocked_ms\":0,\"detail\":\"sz_decimals 2 -> 5\""

    private func expect(
        _ folder: DayFolder, _ outcome: Outcome, _ words: String = "",
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let result = try folder.result(.integrity)
        let text = ([result.summary] + result.evidence).joined(separator: "\n")
        #expect(result.outcome == outcome, "\(text)", sourceLocation: location)
        #expect(text.contains(words), "\(words) is not in: \(text)", sourceLocation: location)
    }

    private static func row(_ index: Int, _ coin: String, _ decimals: Int = 2, delisted: Bool = false)
        -> String
    {
        "{\"index\":\(index),\"coin\":\"\(coin)\",\"sz_decimals\":\(decimals),\"max_leverage\":10,\"delisted\":\(delisted)}"
    }

    private static func bytes(_ rows: String...) -> [UInt8] {
        Array("{\"dex\":\"xyz\",\"dex_index\":1,\"markets\":[\(rows.joined(separator: ","))]}\n".utf8)
    }

    static let changes: [([UInt8], String)] = [
        (bytes(row(0, "xyz:M0", 5), row(1, "xyz:M1")), "xyz:0 with sz_decimals 5, the ledger 2"),
        (bytes(row(0, "xyz:AAAA"), row(1, "xyz:M1")), "xyz:0 as xyz:AAAA, the ledger as xyz:M0"),
        (bytes(row(0, "xyz:M1"), row(1, "xyz:M0")), "xyz:0 as xyz:M1, the ledger as xyz:M0"),
        (bytes(row(0, "xyz:M0")), "lacks xyz:1 (xyz:M1)"),
        (bytes(row(0, "xyz:M0"), row(0, "xyz:M0"), row(1, "xyz:M1")), "index 0 twice"),
        (bytes(row(0, "xyz:M0"), row(1, "xyz:M1"), row(2, "xyz:M1")), "xyz:M1 twice"),
        (
            bytes(row(0, "xyz:M0", delisted: true), row(1, "xyz:M1")),
            "xyz:0 as delisted, the ledger as listed"
        ),
        (bytes(row(0, "xyz:M0"), row(1, "xyz:M1"), row(2, "xyz:M2")), "xyz:2 (xyz:M2), of which the ledger"),
    ]

    /// With the gate that tells of changed decimals.
    private static func gated(_ day: SyntheticDay) -> SyntheticDay {
        var day = day
        for line in day.ledger.indices where day.ledger[line].type == "start" {
            day.ledger[line].members.replace(
                "\"bbo_age_ms\":60000", with: "\"bbo_age_ms\":60000,\"parameter_change\":true")
        }
        return day
    }

    @Test("that was changed", arguments: changes)
    func changed(_ bytes: [UInt8], _ words: String) throws {
        var folder = DayFolder(Self.gated(SyntheticDay()))
        try expect(folder, .pass)
        folder.files[Self.file] = bytes
        try expect(folder, .fail, words)
    }

    @Test("that is not there")
    func missing() throws {
        var folder = DayFolder(SyntheticDay())
        folder.files[Self.file] = nil
        try expect(folder, .fail, "data/markets_2026-01-20.json is not there")
        var night = DayFolder(SyntheticDay(startMS: 1_768_953_480_000))
        try expect(night, .pass)
        night.files["data/markets_2026-01-21.json"] = nil
        try expect(night, .fail, "data/markets_2026-01-21.json is not there")
    }

    @Test("without a ledger holds each index once")
    func bare() throws {
        var folder = DayFolder(SyntheticDay())
        folder.files[DayFolder.ledger] = nil
        try expect(folder, .unknown)
        folder.files[Self.file] = Self.bytes(Self.row(0, "xyz:M0"), Self.row(0, "xyz:M1"))
        try expect(folder, .fail, "index 0 twice")
    }

    /// A ledger line some time into the third minute.
    private static func day(_ type: String, _ members: String, table: [UInt8]) -> DayFolder {
        var day = SyntheticDay()
        let atMS = day.startMS + 2 * SyntheticDay.minuteMS + 5_000
        let at = day.ledger.firstIndex { $0.atMS > atMS }!
        day.ledger.insert(DayLine(type: type, atMS: atMS, members: members), at: at)
        day.data["markets_2026-01-20.json"] = table
        return DayFolder(day)
    }

    private static func universe(_ event: String, _ index: Int, _ coin: String, delisted: Bool) -> String {
        "\"event\":\"\(event)\",\"markets\":[{\"market\":\"xyz:\(index)\",\"coin\":\"\(coin)\",\"sz_decimals\":2,\"delisted\":\(delisted)}]"
    }

    @Test("follows what changed in the middle of the day")
    func inTheMiddle() throws {
        let halted = Self.bytes(Self.row(0, "xyz:M0"), Self.row(1, "xyz:M1", delisted: true))
        let delisted = Self.universe("delisted", 1, "xyz:M1", delisted: true)
        try expect(Self.day("universe", delisted, table: halted), .pass)
        let first = Self.bytes(Self.row(0, "xyz:M0"), Self.row(1, "xyz:M1"))
        try expect(
            Self.day("universe", delisted, table: first), .fail, "xyz:1 as listed, the ledger as delisted")
        let renamed = Self.universe("renamed", 1, "xyz:NEW", delisted: false)
        let new = Self.bytes(Self.row(0, "xyz:M0"), Self.row(1, "xyz:NEW"))
        try expect(Self.day("universe", renamed, table: new), .pass)
        let listed = Self.universe("listed", 2, "xyz:M2", delisted: false)
        let more = Self.bytes(Self.row(0, "xyz:M0"), Self.row(1, "xyz:M1"), Self.row(2, "xyz:M2"))
        try expect(Self.day("universe", listed, table: more), .pass)
    }

    @Test("may name a market that was never listed, and decimals that a gate saw change")
    func untold() throws {
        var folder = DayFolder(SyntheticDay())
        let dead = Self.row(2, "xyz:DEAD", delisted: true)
        folder.files[Self.file] = Self.bytes(Self.row(0, "xyz:M0"), Self.row(1, "xyz:M1"), dead)
        try expect(folder, .pass)
        let changed = Self.bytes(Self.row(0, "xyz:M0"), Self.row(1, "xyz:M1", 5))
        try expect(Self.day("gate", Self.gate, table: changed), .pass)
        // Nobody tells of decimals while the gate is off.
        folder = DayFolder(SyntheticDay())
        folder.files[Self.file] = changed
        try expect(folder, .unknown, "xyz:1 with sz_decimals 5, the ledger 2")
    }

    @Test("may lag behind the last change of an engine that was killed in the next moment")
    func killed() throws {
        var day = SyntheticDay()
        let begin = day.startMS + 3 * SyntheticDay.minuteMS
        day.ledger.removeAll { $0.atMS > begin }
        let members = Self.universe("delisted", 1, "xyz:M1", delisted: true)
        day.ledger.append(DayLine(type: "universe", atMS: begin + 5_000, members: members))
        let result = try DayFolder(day).result(.integrity)
        #expect(!result.evidence.contains { $0.contains("markets_") }, "\(result.evidence)")
    }

    @Test("is judged in joined days as in one")
    func joined() throws {
        let night = DayFolder(Self.gated(SyntheticDay(minutes: 6, startMS: 1_768_953_420_000)))
        for name in [Self.file, "data/markets_2026-01-21.json"] {
            var missing = night
            missing.files[name] = nil
            try PartialTests.expectSame(missing, "is not there")
            for (bytes, words) in Self.changes {
                var changed = night
                changed.files[name] = bytes
                try PartialTests.expectSame(changed, words)
            }
        }
    }
}
