import EngineCore
import EngineStore
import Glibc
import Testing

@testable import EngineService

@Suite struct PreviousRunTests {
    private let directory: String

    init() throws {
        var template = Array("/tmp/hip3-previous-XXXXXX".utf8CString)
        directory = try template.withUnsafeMutableBufferPointer { buffer in
            try #require(mkdtemp(buffer.baseAddress!) != nil)
            return String(cString: buffer.baseAddress!)
        }
    }

    private func clean() throws {
        let disk = PosixFileSystem()
        for name in try disk.list(directory) { try disk.remove(directory + "/" + name) }
        rmdir(directory)
    }

    private static let midnight: Int64 = 1_768_953_600_000

    private func signal(_ timeMS: Int64, _ market: String) throws -> Signal {
        let level = Level(price: try Price("186.23"), size: try Size("3.0"))
        return Signal(
            timestampMS: timeMS, marketKey: market, side: .buy, rawEdgeHundredths: 1_715,
            netEdgeHundredths: 615,
            oracle: try Price("186.55"), best: level, suggestedSize: try Size("0.3"), number: 0)
    }

    private func put(_ lines: [LineWriter], _ name: String) throws {
        let disk = PosixFileSystem()
        let file = try disk.open(directory + "/" + name, .append)
        for line in lines { _ = try disk.append(line.bytes, from: 0, to: file) }
    }

    private func line(_ write: (inout LineWriter) -> Void) -> LineWriter {
        var line = LineWriter()
        write(&line)
        return line
    }

    /// A kill just behind midnight: the last 5 s lie in two files, and a follow-up of one of them was taken.
    @Test func pendingFollowupsAreFoundOverMidnight() throws {
        defer { try? clean() }
        let old = try signal(Self.midnight - 20_000, "xyz:1")
        let before = try signal(Self.midnight - 2_000, "xyz:1")
        let after = try signal(Self.midnight + 500, "xyz:2")
        let taken = Followup(
            signal: before, offsetMS: 1_000, capturedAtMS: Self.midnight - 1_000, oracle: before.oracle,
            best: before.best)
        try put([line { old.write(to: &$0) }, line { before.write(to: &$0) }], "signals_2026-01-20.jsonl")
        try put([line { after.write(to: &$0) }], "signals_2026-01-21.jsonl")
        try put([line { taken.write(to: &$0) }], "followups_2026-01-20.jsonl")
        let run = PreviousRun.read(
            PosixFileSystem(), in: directory, runs: [RunSpan(startMs: .min, endMs: Self.midnight + 600)])
        #expect(run.interrupted.map(\.marketKey) == ["xyz:1", "xyz:2"])
        #expect(run.interrupted.map(\.count) == [2, 3])
        #expect(run.signals.last == after)
        // A run that ended later had taken or missed them all.
        let later = PreviousRun.read(
            PosixFileSystem(), in: directory,
            runs: [RunSpan(startMs: .min, endMs: Self.midnight + 60_000)])
        #expect(later.interrupted.isEmpty)
    }

    /// A second start within 5 s of the first: what the first one counted is not counted again.
    @Test func twoQuickStartsCountOnce() throws {
        defer { try? clean() }
        let first = try signal(Self.midnight + 500, "xyz:1")
        let second = try signal(Self.midnight + 2_000, "xyz:2")
        let disk = PosixFileSystem()
        func engine(_ startMs: Int64, _ lines: [LedgerEntry]) throws -> PreviousRun {
            let writer = try DiskWriter.open(
                disk, StoreConfiguration(dataDirectory: directory, spoolDirectory: directory + "-spool"),
                start: LedgerEntry("start", atMs: startMs, members: Array(#""run_id":"r""#.utf8)))
            writer.process(lines.map { .ledger($0) })
            return PreviousRun.read(disk, in: directory, runs: writer.previousRuns)
        }
        func entry(_ type: String, _ atMs: Int64, _ members: String) -> LedgerEntry {
            LedgerEntry(type, atMs: atMs, members: Array(members.utf8))
        }
        defer {
            unlink(directory + "-spool/spool.bin")
            rmdir(directory + "-spool")
        }
        #expect(try engine(Self.midnight + 100, []).interrupted.isEmpty)
        try put([line { first.write(to: &$0) }], "signals_2026-01-21.jsonl")
        // Killed before it counted anything: the next start has to count them still.
        #expect(try engine(Self.midnight + 1_000, []).interrupted.map(\.count) == [3])
        let counting = try engine(
            Self.midnight + 1_500,
            [
                entry("universe", Self.midnight + 1_600, #""event":"snapshot","markets":[]"#),
                entry("minute", Self.midnight + 1_700, #""minute_ms":0"#),
            ])
        #expect(counting.interrupted.map(\.count) == [3])
        try put([line { second.write(to: &$0) }], "signals_2026-01-21.jsonl")
        let last = try engine(Self.midnight + 2_500, [])
        #expect(last.interrupted.map(\.marketKey) == ["xyz:2"])
        #expect(last.interrupted.map(\.count) == [3])
    }

    /// A file longer than what is looked at, with half a line at either end of it: the newest ids and what was
    /// pending come out as of a short one.
    @Test func onlyTheEndOfALongFileIsLookedAt() throws {
        defer { try? clean() }
        let count: Int64 = 24_000
        let lines = try (0..<count).map { number in
            let signal = try signal(Self.midnight + number * 100, "xyz:\(number % 7)")
            return line { signal.write(to: &$0) }
        }
        try put(
            [line { $0.raw(lines.flatMap(\.bytes)) }, line { $0.raw(Array(lines[0].bytes.dropLast(9))) }],
            "signals_2026-01-21.jsonl")
        let taken = try (0..<2).map { offset in
            let number = count - 45
            let signal = try signal(Self.midnight + number * 100, "xyz:\(number % 7)")
            let offsetMS: Int64 = [1_000, 3_000][offset]
            let followup = Followup(
                signal: signal, offsetMS: offsetMS, capturedAtMS: signal.timestampMS + offsetMS,
                oracle: signal.oracle, best: signal.best)
            return line { followup.write(to: &$0) }
        }
        try put(taken, "followups_2026-01-21.jsonl")
        let endMS = Self.midnight + (count - 1) * 100
        let run = PreviousRun.read(
            PosixFileSystem(), in: directory, runs: [RunSpan(startMs: Self.midnight, endMs: endMS - 30_000)])
        #expect(run.signals.map(\.timestampMS) == (count - 1_000..<count).map { Self.midnight + $0 * 100 })
        // The signals of the last 5 s, three follow-ups each, but for the two that were taken.
        #expect(run.interrupted.reduce(0) { $0 + $1.count } == 51 * 3 - 2)
    }

    @Test func nothingThereIsNothingPending() throws {
        defer { try? clean() }
        #expect(PreviousRun.read(PosixFileSystem(), in: directory, runs: []).interrupted.isEmpty)
        #expect(PreviousRun.read(PosixFileSystem(), in: directory + "/absent", runs: []).signals.isEmpty)
    }
}
