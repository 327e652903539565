import DoDChecks
import DoDFormat
import Testing

@Suite("Evidence")
struct EvidenceTests {
    private func live(_ edit: (inout SyntheticDay) -> Void = { _ in }) throws -> CriterionResult {
        var day = SyntheticDay(isLive: true)
        edit(&day)
        return try DayFolder(day).result(.evidence)
    }

    @Test("of a live run whose journal does not keep real time")
    func wrongWall() throws {
        #expect(try live().outcome == .pass)
        let off = try live { $0.wallMS = { $0 + 26_000_000_000 } }
        #expect(off.outcome == .fail)
        #expect(off.summary.contains("journal.jsonl:1: written at 2026-11-17"), "\(off.summary)")
        let begin = SyntheticDay.startMS
        let fast = try live { $0.wallMS = { begin + ($0 - begin) / 60 } }
        #expect(fast.outcome == .fail)
        #expect(fast.summary.contains("the run's own time was"), "\(fast.summary)")
    }

    @Test("of a live run whose two readings of the clock lie apart by a moment")
    func nearlyTheSame() throws {
        #expect(try live { $0.wallMS = { $0 + 1_500 } }.outcome == .pass)
        #expect(try live { $0.wallMS = { $0 - 1_500 } }.outcome == .pass)
    }

    @Test("of a synthetic run that says it kept real time and did not")
    func fastPage() throws {
        #expect(try DayFolder(SyntheticDay(isRealTime: true)).result(.evidence).outcome == .pass)
        var day = SyntheticDay(isRealTime: true)
        let begin = day.startMS
        day.wallMS = { 1_790_000_000_000 + ($0 - begin) / 60 }
        let result = try DayFolder(day).result(.evidence)
        #expect(result.outcome == .fail)
        #expect(result.summary.contains("240 s of its own time in 4 s"), "\(result.summary)")
    }

    @Test("is called by its kind: a page at rate 1 is synthetic and not accelerated")
    func kinds() throws {
        #expect(try DayFolder(SyntheticDay(isRealTime: true)).judge().evidence == .synthetic)
        #expect(try DayFolder(SyntheticDay()).judge().evidence == .accelerated)
        #expect(try DayFolder(SyntheticDay(isLive: true)).judge().evidence == .live)
        for clock in [
            "{\"source\":\"recording\",\"rate\":1.0,\"origin_ms\":0}",
            "{\"source\":\"page\",\"rate\":1.0,\"origin_ms\":0}",
        ] {
            var day = SyntheticDay(isLive: true)
            let start = try #require(day.ledger.firstIndex { $0.type == "start" })
            day.ledger[start].members.replace(day.clock, with: clock)
            #expect(try DayFolder(day).judge().evidence == .accelerated)
        }
    }
}
