import DoDFormat
import EngineStore
import Foundation
import Testing

/// The clock is set back over midnight, in a run and between two: the judge reads on without a finding.
@Suite struct SteppedClockTests {
    private static let midnight: Int64 = 1_768_953_600_000

    private func damages(_ lives: [(DiskWriter) -> Int64], startsMs: [Int64]) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hip3-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder + "/data", withIntermediateDirectories: true)
        for (life, startMs) in zip(lives, startsMs) {
            let writer = try DiskWriter.open(
                PosixFileSystem(), StoreConfiguration(dataDirectory: folder + "/data"),
                start: LedgerEntry("start", atMs: startMs, members: try startMembers()))
            let endMs = life(writer)
            if endMs > 0 { #expect(writer.finish(atMs: endMs)) }
        }
        let evidence = try EvidenceReader.read(EvidenceRequest(directories: [folder + "/data"]))
        let ledger = try #require(evidence.runs.first?.ledger)
        #expect(ledger.lines.count > 3)
        return ledger.damages.map { "\($0)" }
    }

    /// The members of the golden `start` line.
    private func startMembers() throws -> [UInt8] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Fixtures/format/ledger.jsonl").standardizedFileURL
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(#"{"type":"start""#) })
        let begin = try #require(line.range(of: #""run_id":"#))
        let end = try #require(line.range(of: #","chain":"#))
        return Array(line[begin.lowerBound..<end.lowerBound].utf8)
    }

    private func step(_ fromMs: Int64, _ toMs: Int64) -> Submission {
        let members = #""event":"step","from_ms":\#(fromMs),"to_ms":\#(toMs)"#
        return .ledger(LedgerEntry("clock", atMs: toMs, members: Array(members.utf8)))
    }

    @Test(arguments: [20_000, 3_600_000, 200_000_000] as [Int64])
    func theChainRunsOnWhenTheClockFellOverMidnight(byMs: Int64) throws {
        let fromMs = Self.midnight + 10_000
        let found = try damages(
            [
                { writer in
                    writer.process([.time(Self.midnight + 5_000), step(fromMs, fromMs - byMs)])
                    writer.process([.time(fromMs - byMs + 1_000)])
                    writer.process([.time(Self.midnight + 90_000)])
                    return Self.midnight + 100_000
                }, { _ in Self.midnight + 120_000 },
            ], startsMs: [Self.midnight - 60_000, Self.midnight + 110_000])
        #expect(found.isEmpty, "\(found)")
    }

    /// Killed after the step, and started on the day before: seq goes on behind the last line, wherever it is.
    @Test func aStartAfterTheStepGoesOnBehindIt() throws {
        let fromMs = Self.midnight + 10_000
        let found = try damages(
            [
                { writer in
                    writer.process([.time(Self.midnight + 5_000), step(fromMs, fromMs - 60_000)])
                    return 0
                }, { _ in Self.midnight - 40_000 },
            ], startsMs: [Self.midnight - 60_000, Self.midnight - 49_000])
        #expect(found.isEmpty, "\(found)")
    }
}
