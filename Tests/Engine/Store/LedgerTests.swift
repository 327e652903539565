import EngineCore
import Testing

@testable import EngineStore

/// What the ledger says, line by line.
@Suite struct LedgerTests {
    private static let midnight = UTCDay("2026-01-21")!.firstMs

    @Test func chainIsThatOfTheFormat() {
        var chain = LedgerChain()
        let first = chain.line("start", atMs: 5, members: Array(#""run_id":"a""#.utf8))
        let body = #"{"type":"start","at_ms":5,"seq":0,"run_id":"a""#
        let digits = Verification.crc(Array(("00000000" + body).utf8))
        #expect(String(decoding: first.bytes, as: UTF8.self) == body + #","chain":"\#(digits)"}"# + "\n")
        let second = chain.line("clock", atMs: 3, members: [])
        #expect(second.atMs == 3)
        let third = chain.line("minute", atMs: 1, members: [])
        #expect(third.atMs == 3)
        #expect(LedgerLine(third.bytes.dropLast()[...])?.sequence == 2)
        #expect(LedgerChain(after: LedgerLine(third.bytes.dropLast()[...])!) == chain)
    }

    @Test(arguments: [
        "", "{}", #"{"type":"seal","at_ms":1,"seq":2}"#,
        #"{"type":"seal","at_ms":1,"seq":2,"chain":"0000000g"}"#,
        #"{"type":"seal","at_ms":1,"chain":"00000000"}"#,
        #"{"type":"seal","at_ms":1,"seq":2,"chain":"00000000"}x"#,
    ]) func whatIsNoLedgerLineIsNone(text: String) { #expect(LedgerLine(Array(text.utf8)[...]) == nil) }

    @Test func sealComesAfterTheSyncAndNamesExactlyItsBytes() throws {
        let yard = Yard()
        let writer = try yard.start()
        writer.process(yard.signals(2))
        #expect(yard.ledger("seal").isEmpty)
        let job = try #require(writer.beginSync())
        writer.process(yard.signals(1))
        #expect(yard.ledger("seal").isEmpty)
        writer.finishSync(job.run(on: PosixFileSystem()))
        let bytes = contents(of: yard.data + "/signals_2026-01-20.jsonl")
        let two = bytes.count / 3 * 2
        let crc = Verification.crc(Array(bytes[..<two]))
        let seal = try #require(yard.ledger("seal").first)
        #expect(
            seal.contains(
                #""late":false,"files":[{"file":"signals_2026-01-20.jsonl","from":0,"to":\#(two),"records":2,"crc32c":"\#(crc)"}],"chain""#
            ))
        yard.commit()
        #expect(yard.ledger("seal").count == 2)
        // Nothing new: the ledger is synced, and no seal says nothing.
        yard.commit()
        yard.commit()
        #expect(yard.ledger("seal").count == 2)
        #expect(writer.beginSync() == nil)
    }

    @Test func nothingIsSealedWhileTheSyncFails() throws {
        let yard = Yard()
        let disk = FaultyFileSystem { $0.operation == .fdatasync ? .fail(5) : nil }
        let writer = try yard.start(disk)
        writer.process(yard.signals(2))
        for _ in 0..<4 { yard.commit(disk) }
        #expect(yard.ledger("seal").isEmpty)
        #expect(yard.ledger().allSatisfy { !$0.contains(#""type":"seal""#) })
        disk.set(nil)
        writer.probed(nil)
        for _ in 0..<4 { yard.commit(disk) }
        #expect(writer.finish(atMs: Yard.morning + 1))
        yard.kill()
        let found = Verification(of: yard)
        #expect(found.problems.isEmpty, "\(found.problems)")
        #expect(found.numbers == ["1", "2"])
    }

    @Test func recordGoesToTheFileOfItsOwnDay() throws {
        let yard = Yard()
        let writer = try yard.start()
        writer.process([.time(Self.midnight)])
        // Queued over midnight: the day is closed, the record is still its own.
        writer.process(yard.signals(1, at: Self.midnight - 1) + yard.signals(1, at: Self.midnight))
        #expect(yard.lines("signals_2026-01-20.jsonl").count == 1)
        #expect(yard.lines("signals_2026-01-21.jsonl").count == 1)
        yard.commit()
        let seals = yard.ledger("seal", "2026-01-21")
        #expect(seals.count == 2)
        #expect(seals[0].contains(#""late":true,"files":[{"file":"signals_2026-01-20"#))
        #expect(seals[1].contains(#""late":false,"files":[{"file":"signals_2026-01-21"#))
    }

    @Test func dayEndsAtItsLastMillisecondWithItsTotals() throws {
        let yard = Yard()
        let writer = try yard.start()
        writer.process(yard.signals(3))
        writer.process([
            .ledger(LedgerEntry("minute", atMs: Self.midnight - 1, members: Array(#""minute_ms":0"#.utf8))),
            .time(Self.midnight + 7),
        ])
        let length = contents(of: yard.data + "/signals_2026-01-20.jsonl").count
        let last = yard.ledger().suffix(2)
        #expect(last.first.orEmpty.hasPrefix(#"{"type":"minute""#))
        #expect(last.last.orEmpty.hasPrefix(#"{"type":"day-end","at_ms":\#(Self.midnight - 1),"#))
        #expect(
            last.last.orEmpty.contains(
                #""day":"2026-01-20","files":[{"file":"signals_2026-01-20.jsonl","bytes":\#(length),"records":3}],"signals":3,"followups":0,"dropped":0"#
            ))
        #expect(writer.finish(atMs: Self.midnight + 9))
        #expect(yard.ledger("stop", "2026-01-21").count == 1)
        #expect(
            yard.ledger(day: "2026-01-21").last.orEmpty.contains(
                #""day":"2026-01-21","files":[],"signals":3"#))
    }

    @Test func totalsCountWhatEarlierRunsWroteThatDay() throws {
        let yard = Yard()
        try yard.start().process(yard.signals(3))
        yard.kill()
        let writer = try yard.start(atMs: Yard.morning + 5)
        writer.process(yard.signals(2, at: Yard.morning + 6))
        #expect(writer.finish(atMs: Yard.morning + 7))
        #expect(yard.ledger("stop").last.orEmpty.contains(#""records":5}],"signals":2"#))
    }

    @Test func clockThatFellIsSaid() throws {
        let yard = Yard()
        #expect(try yard.start(atMs: Yard.morning + 500).finish(atMs: Yard.morning + 600))
        yard.kill()
        let writer = try yard.start(atMs: Yard.morning)
        #expect(
            yard.ledger("clock").first.orEmpty.contains(
                #""event":"step","from_ms":\#(Yard.morning + 600),"to_ms":\#(Yard.morning)"#))
        writer.process([
            .ledger(LedgerEntry("clock", atMs: Yard.morning - 90, members: Array(#""event":"step""#.utf8))),
            .ledger(LedgerEntry("minute", atMs: Yard.morning - 80, members: Array(#""minute_ms":0"#.utf8))),
        ])
        #expect(yard.ledger().last.orEmpty.hasPrefix(#"{"type":"minute","at_ms":\#(Yard.morning - 80),"#))
    }

    @Test func marketsStandForEachDay() throws {
        let yard = Yard()
        let writer = try yard.start()
        writer.process([.markets(line: Array("{\"dex\":\"xyz\"}\n".utf8), atMs: Yard.morning)])
        yard.commit()
        writer.process([.time(Self.midnight)])
        yard.commit()
        for day in ["2026-01-20", "2026-01-21"] {
            #expect(text(of: yard.data + "/markets_\(day).json") == "{\"dex\":\"xyz\"}\n")
        }
        writer.process([.markets(line: Array("{\"dex\":\"abc\"}\n".utf8), atMs: Self.midnight + 1)])
        yard.commit()
        #expect(text(of: yard.data + "/markets_2026-01-21.json") == "{\"dex\":\"abc\"}\n")
        #expect(text(of: yard.data + "/markets_2026-01-20.json") == "{\"dex\":\"xyz\"}\n")
    }
}
