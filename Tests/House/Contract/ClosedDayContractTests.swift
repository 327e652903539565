import DoDFormat
import EngineStore
import Foundation
import Testing

/// A day that the engine packed is, to the judge, the day that it was.
@Suite struct ClosedDayContractTests {
    private static let dayMs: Int64 = 86_400_000
    /// 2026-01-20T14:54:20Z, the time of the golden signal.
    private static let atMs: Int64 = 1_768_920_860_122
    private static let laterMs = (atMs / dayMs + 1) * dayMs + 3_600_000

    private func golden(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Fixtures/format").standardizedFileURL
        return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    /// A folder with one packed day in it.
    private func packedFolder() throws -> URL {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("packed-\(UUID())")
        let data = root.appendingPathComponent("data")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        var settings = StoreConfiguration(
            dataDirectory: data.path, spoolDirectory: root.appendingPathComponent("spool").path)
        settings.compressesClosedDays = true
        let store = try Store(
            settings, start: LedgerEntry("start", atMs: Self.atMs - 1, members: Array(#""run_id":"t""#.utf8)))
        store.submit(.record(Record(.signals, timeMs: Self.atMs, line: try golden("signals.jsonl"))))
        store.submit(.time(Self.laterMs))
        let packed = data.appendingPathComponent("ledger_2026-01-20.jsonl.gz").path
        let deadline = Date.now + 30
        while !FileManager.default.fileExists(atPath: packed) {
            guard Date.now < deadline else { break }
            Thread.sleep(forTimeInterval: 0.01)
        }
        #expect(store.stop(atMs: Self.laterMs + 1))
        return root
    }

    private func signals(in root: URL) throws -> (FileFacts, RunEvidence) {
        let data = root.appendingPathComponent("data").path
        let run = try #require(try EvidenceReader.read(EvidenceRequest(directories: [data])).runs.first)
        return (try #require(run.files.first { $0.kind == .signals }), run)
    }

    @Test func isWhatItWas() throws {
        let root = try packedFolder()
        defer { try? FileManager.default.removeItem(at: root) }
        let (file, run) = try signals(in: root)
        #expect(file.isCompressed)
        #expect(file.records == 1)
        #expect(file.damageCount == 0)
        #expect(!file.ranges.isEmpty && file.ranges.allSatisfy { $0.found == .same })
        #expect(file.bytes == Int64(try golden("signals.jsonl").count))
        let ledgers = run.files.filter { $0.kind == .ledger }
        #expect(ledgers.map(\.isCompressed) == [true, false])
        #expect(ledgers.allSatisfy { $0.damageCount == 0 })
    }

    @Test func aPackedDayThatWasCutIsFound() throws {
        let root = try packedFolder()
        defer { try? FileManager.default.removeItem(at: root) }
        let path = root.appendingPathComponent("data/signals_2026-01-20.jsonl.gz")
        let bytes = try Data(contentsOf: path)
        try bytes.dropLast(6).write(to: path)
        let (file, _) = try signals(in: root)
        #expect(file.damageCount > 0)
    }
}
