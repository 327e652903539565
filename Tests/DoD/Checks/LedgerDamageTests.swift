import DoDChecks
import DoDFormat
import Testing

/// The ledger is the evidence: what is done to it must show, or make the answer unknown. Never a pass.
@Suite("A damaged ledger")
struct LedgerDamageTests {
    let clean = DayFolder(SyntheticDay())

    func outcome(_ folder: DayFolder) throws -> (Outcome, String) {
        let verdict = try folder.judge()
        let results = verdict.results.filter { ["evidence", "integrity"].contains($0.id) }
        return (
            Outcome.worst(of: results.map(\.outcome)),
            results.flatMap { [$0.summary] + $0.evidence }.joined(separator: "\n")
        )
    }

    @Test("Each single line removed is noticed, with the next one named")
    func removed() throws {
        let count = clean.text(DayFolder.ledger).split(separator: "\n").count
        for index in 0..<count {
            var folder = clean
            folder.editLines(DayFolder.ledger) { $0.remove(at: index) }
            let (outcome, text) = try outcome(folder)
            #expect(outcome != .pass, "line \(index + 1)")
            if index > 0, index < count - 1 {
                #expect(outcome == .fail)
                #expect(text.contains("ledger_2026-01-20.jsonl:\(index + 1) "), "\(text)")
                #expect(text.contains("sequence gap") && text.contains("chain broken"), "\(text)")
            }
        }
    }

    @Test("The last lines cut off, however many: never a pass")
    func cutAtTheEnd() throws {
        let count = clean.text(DayFolder.ledger).split(separator: "\n").count
        for kept in 1..<count {
            var folder = clean
            folder.editLines(DayFolder.ledger) { $0 = Array($0.prefix(kept)) }
            folder.files["journal.jsonl"] = nil
            let (outcome, text) = try outcome(folder)
            #expect(outcome == .unknown, "\(kept) lines left: \(text)")
            #expect(text.contains("without stop: unknown from there on"), "\(text)")
        }
    }

    @Test("With a journal that saw the engine end in order, a missing stop is a failure")
    func stopGone() throws {
        var folder = clean
        folder.editLines(DayFolder.ledger) { $0.removeLast() }
        let (outcome, text) = try outcome(folder)
        #expect(outcome == .fail)
        #expect(text.contains("the journal saw the engine end in order 1 times"), "\(text)")
        #expect(text.contains("has 0 stop lines: lines of it are gone"), "\(text)")
    }

    @Test("An engine that ran on for long after its ledger's end: unknown")
    func ranOn() throws {
        func folder(laterMS: Int64) -> DayFolder {
            var day = SyntheticDay(isLive: true)
            let exit = day.journal.firstIndex { $0.type == "engine-exited" }!
            for index in exit..<day.journal.count { day.journal[index].atMS += laterMS }
            return DayFolder(day)
        }
        #expect(try outcome(folder(laterMS: 140_000)).0 == .pass)
        let (outcome, text) = try outcome(folder(laterMS: 160_000))
        #expect(outcome == .unknown)
        #expect(text.contains("by the journal the engine ran until 2026-01-20T07:19:40.000Z"), "\(text)")
    }

    @Test("A line changed, two swapped, one doubled, one torn")
    func changed() throws {
        var changed = clean
        changed.replace(DayFolder.ledger, "\"ctx\":60", "\"ctx\":61")
        var swapped = clean
        swapped.editLines(DayFolder.ledger) { $0.swapAt(6, 7) }
        var doubled = clean
        doubled.editLines(DayFolder.ledger) { $0.insert($0[6], at: 6) }
        var torn = clean
        torn.files[DayFolder.ledger]!.removeLast(40)
        for (folder, word) in [
            (changed, "chain broken"), (swapped, "sequence gap"), (doubled, "sequence gap"),
            (torn, "no final newline"),
        ] {
            let (outcome, text) = try outcome(folder)
            #expect(outcome == .fail)
            #expect(text.contains(word), "\(text)")
        }
    }

    @Test("A minute removed and the chain mended behind it is seen by the counts")
    func minuteRemoved() throws {
        var day = SyntheticDay()
        let minute = day.ledger.firstIndex { $0.type == "minute" }!
        day.ledger.remove(at: minute)
        let result = try DayFolder(day).result(.completeness)
        #expect(result.outcome == .fail)
        #expect(
            result.evidence.contains { $0.contains("3 signals in the files, 0 by the ledger") },
            "\(result.evidence)")
    }

    @Test("A whole day of the ledger removed")
    func dayRemoved() throws {
        let day = SyntheticDay(startMS: 1_768_953_480_000)
        for name in ["data/ledger_2026-01-20.jsonl", "data/ledger_2026-01-21.jsonl"] {
            var folder = DayFolder(day)
            folder.files[name] = nil
            #expect(try outcome(folder).0 != .pass, "\(name)")
        }
    }

    @Test("A line of the wrong day, time that falls, and a step of the clock that explains it")
    func order() throws {
        var back = SyntheticDay()
        let last = back.ledger.count - 2
        back.ledger[last].atMS -= 120_000
        #expect(try outcome(DayFolder(back)).1.contains("time back"))
        var explained = SyntheticDay()
        let from = explained.ledger[last].atMS
        explained.ledger.insert(
            DayLine(
                type: "clock", atMS: from - 60_000,
                members: "\"event\":\"step\",\"from_ms\":\(from),\"to_ms\":\(from - 60_000)"), at: last)
        #expect(try outcome(DayFolder(explained)).0 == .pass)
    }
}
