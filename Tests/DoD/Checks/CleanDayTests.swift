import DoDChecks
import DoDFormat
import Testing

/// What is right is green; otherwise no red below says anything.
@Suite("A day that is right")
struct CleanDayTests {
    static let byteIDs: [CriterionID] = [.evidence, .integrity, .completeness, .semantics, .faults]

    func expectGreen(_ folder: DayFolder, _ policy: Policy = DayFolder.policy) throws {
        let verdict = try folder.judge(policy)
        for id in Self.byteIDs {
            let result = try #require(verdict.results.first { $0.id == id.rawValue })
            #expect(result.outcome == .pass, "\(id.rawValue): \(result.summary) \(result.evidence)")
        }
    }

    @Test("A plain one") func plain() throws { try expectGreen(DayFolder(SyntheticDay())) }

    @Test("Over midnight")
    func overMidnight() throws {
        // 23:58 on 2026-01-20
        let folder = DayFolder(SyntheticDay(startMS: 1_768_953_480_000))
        #expect(folder.files["data/signals_2026-01-21.jsonl"] != nil)
        try expectGreen(folder)
    }

    @Test("A torn line and a kill, mended by the next start: accounted for")
    func repaired() throws {
        let folder = DayFolder(SyntheticDay(killAt: 2))
        try expectGreen(folder)
        let integrity = try folder.result(.integrity)
        #expect(integrity.measured["repairs"] == .count(1))
        #expect(integrity.measured["quarantined_bytes"] == .count(24))
        let faults = try folder.result(.faults)
        #expect(faults.measured["bitten"] == .count(1))
        #expect(faults.evidence.first?.contains("repair of 24 bytes") == true)
    }

    @Test("Of the venue, at the speed of the clock")
    func live() throws {
        let folder = DayFolder(SyntheticDay(isLive: true))
        try expectGreen(folder)
        #expect(try folder.judge().evidence == .live)
    }

    @Test("Its numbers")
    func numbers() throws {
        let verdict = try DayFolder(SyntheticDay()).judge()
        let completeness = try #require(verdict.results.first { $0.id == "completeness" })
        #expect(completeness.measured["signals"] == .count(24))
        #expect(completeness.measured["must"] == .count(24))
        #expect(completeness.measured["must_recorded"] == .count(24))
        #expect(completeness.measured["followups"] == .count(72))
        #expect(completeness.measured["frames_sent"] == .count(960))
        #expect(completeness.measured["frames_received"] == .count(960))
        #expect(
            verdict.window == TimeWindow(fromMS: SyntheticDay.startMS, toMS: SyntheticDay.startMS + 240_000))
        #expect(verdict.evidence == .accelerated)
    }
}
