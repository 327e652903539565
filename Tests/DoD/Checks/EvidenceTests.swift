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

    @Test("of one run given twice is refused in one line")
    func twice() throws {
        let scratch = try Scratch()
        for (name, bytes) in DayFolder(SyntheticDay()).files {
            try scratch.write("one/\(name)", bytes)
            try scratch.write("copy/\(name)", bytes)
        }
        let other = SyntheticDay(startMS: SyntheticDay.startMS + 86_400_000)
        for (name, bytes) in DayFolder(other).files {
            let text = String(decoding: bytes, as: UTF8.self)
            guard name.hasPrefix("data/signals") else { continue }
            try scratch.write("bare/\(name)", text)
        }
        let (one, copy, bare) = ("\(scratch.path)/one", "\(scratch.path)/copy", "\(scratch.path)/bare/data")
        for directories in [[one, one], [one, "\(one)/data"], [one, bare, copy], [bare, bare]] {
            let error = #expect(throws: ReadError.self) {
                try EvidenceReader.read(EvidenceRequest(directories: directories))
            }
            #expect(error?.description.contains("name each run once") == true, "\(String(describing: error))")
        }
        #expect(try EvidenceReader.read(EvidenceRequest(directories: [one, bare])).runs.count == 2)
    }
}
