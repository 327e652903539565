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
        let run = PreviousRun.read(PosixFileSystem(), in: directory, endMS: Self.midnight + 600)
        #expect(run.interrupted.map(\.marketKey) == ["xyz:1", "xyz:2"])
        #expect(run.interrupted.map(\.count) == [2, 3])
        #expect(run.signals.last == after)
        // A run that ended later had taken or missed them all.
        let later = PreviousRun.read(PosixFileSystem(), in: directory, endMS: Self.midnight + 60_000)
        #expect(later.interrupted.isEmpty)
    }

    @Test func nothingThereIsNothingPending() throws {
        defer { try? clean() }
        #expect(PreviousRun.read(PosixFileSystem(), in: directory, endMS: 5).interrupted.isEmpty)
        #expect(PreviousRun.read(PosixFileSystem(), in: directory + "/absent", endMS: nil).signals.isEmpty)
    }
}
