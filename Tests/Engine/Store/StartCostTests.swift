import Glibc
import Testing

@testable import EngineStore

/// A start reads the newest ledgers only, however many and however broken the others are.
@Suite struct StartCostTests {
    private func name(_ day: Int) -> String {
        "ledger_\(UTCDay(number: UTCDay("2026-01-01")!.number + day).text).jsonl"
    }

    /// One engine over so many days, a record and a commit on each.
    private func live(_ yard: Yard, days: Int) throws -> Int64 {
        let first = UTCDay("2026-01-01")!
        let writer = try yard.start(atMs: first.firstMs)
        for day in 0..<days {
            let atMs = UTCDay(number: first.number + day).firstMs + 1_000
            writer.process([.time(atMs)] + yard.signals(1, at: atMs))
            yard.commit()
            yard.commit()
        }
        return UTCDay(number: first.number + days - 1).firstMs + 5_000
    }

    @Test func olderLedgersAreNeitherReadNorMissed() throws {
        let yard = Yard()
        let endMs = try live(yard, days: 30)
        yard.kill()
        // Garbled, and then gone: the second is what "unreadable" means also to root.
        for day in 0..<14 { write("no ledger at all\n{{{\n", to: yard.data + "/" + name(day)) }
        for day in 14..<27 {
            #expect(unlink(yard.data + "/" + name(day)) == 0)
            #expect(mkdir(yard.data + "/" + name(day), 0o755) == 0)
        }
        let last = try #require(LedgerLine(Array(yard.lines(name(29)).last!.utf8)[...]))
        let writer = try yard.start(atMs: endMs)
        let start = try #require(yard.lines(name(29)).first { $0.contains(#""type":"start""#) })
        #expect(LedgerLine(Array(start.utf8)[...])?.sequence == last.sequence + 1)
        #expect(yard.lines(name(29)).allSatisfy { !$0.contains("adopted") && !$0.contains("shrunk") })
        for day in 0..<14 { #expect(yard.lines(name(day)).count == 2) }
        #expect(writer.finish(atMs: endMs + 1))
        for day in 14..<27 { #expect(rmdir(yard.data + "/" + name(day)) == 0) }
    }

    /// Killed right after midnight: what the day before had not sealed yet is adopted.
    @Test func theDayBeforeIsStillTakenOver() throws {
        let yard = Yard()
        let endMs = try live(yard, days: 5)
        yard.kill()
        let file = "signals_2026-01-04.jsonl"
        write("{\"timestamp_ms\":1}\n{\"torn", to: yard.data + "/" + file, mode: "a")
        try yard.start(atMs: endMs)
        let said = yard.lines(name(4)).filter { $0.contains(file) }
        #expect(said.contains { $0.hasPrefix(#"{"type":"adopted""#) })
        #expect(said.contains { $0.hasPrefix(#"{"type":"repair""#) })
    }

    /// A start that was killed before it took everything over is none: the next one looks further back.
    @Test func aStartThatDidNotGetFarSettlesNothing() throws {
        let yard = Yard()
        let endMs = try live(yard, days: 5)
        yard.kill()
        let file = "signals_2026-01-05.jsonl"
        write("{\"timestamp_ms\":1}\n", to: yard.data + "/" + file, mode: "a")
        var chain = LedgerChain(
            after: try #require(LedgerLine(Array(yard.lines(name(4)).last!.utf8)[...])))
        for day in 7..<10 {
            let atMs = endMs + Int64(day) * UTCDay.lengthMs
            let line = chain.line("start", atMs: atMs, members: Array(#""run_id":"r""#.utf8))
            write(
                String(decoding: line.bytes, as: UTF8.self),
                to: yard.data + "/ledger_\(UTCDay(containing: atMs).text).jsonl")
        }
        let atMs = endMs + 20 * UTCDay.lengthMs
        try yard.start(atMs: atMs)
        let today = yard.lines("ledger_\(UTCDay(containing: atMs).text).jsonl")
        #expect(today.contains { $0.hasPrefix(#"{"type":"adopted""#) && $0.contains(file) })
    }
}
