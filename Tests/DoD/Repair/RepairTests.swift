import DoDFormat
import DoDRepair
import Foundation
import Testing

@Suite("Repair loses no byte")
struct RepairTests {
    static let good = LineMenderTests.good
    static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Fixtures")

    final class Folder {
        let path: String
        init() throws {
            path =
                FileManager.default.temporaryDirectory.appendingPathComponent("repair-\(UUID().uuidString)")
                .path
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        deinit { try? FileManager.default.removeItem(atPath: path) }
        subscript(name: String) -> [UInt8] {
            get { (try? Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))).map(Array.init) ?? [] }
            set { try? Data(newValue).write(to: URL(fileURLWithPath: "\(path)/\(name)")) }
        }
        var names: [String] {
            ((try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []).filter { $0 != "quarantine" }
                .sorted()
        }
        func repairs() throws -> [FileRepair] { try RepairPlanner(folder: path).repairs() }
    }

    /// Puts a damaged file together again by the list of its pieces.
    private func restored(_ folder: Folder, list: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for line in String(decoding: folder[list], as: UTF8.self).split(separator: "\n") {
            let piece = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let from = try #require(piece["to_at"] as? Int)
            let count = try #require(piece["bytes"] as? Int)
            #expect(piece["at"] as? Int == bytes.count)
            let file = try #require(piece["to"] as? String)
            bytes += folder[file][from..<from + count]
        }
        return bytes
    }

    private var damaged: [UInt8] {
        let good = Array((Self.good + "\n").utf8)
        return good + good.prefix(70) + good + [0, 0, 0, 0x0A] + good.dropLast() + [0x0D, 0x0A] + good
            + good.prefix(40)
    }

    @Test("asked only, nothing is written")
    func plan() throws {
        let folder = try Folder()
        folder["signals_2026-01-20.jsonl"] = damaged
        let repair = try #require(try folder.repairs().first)
        #expect(repair.records == 4)
        #expect(repair.reasonCount == 4)
        #expect(repair.pieces.movedBytes == 70 + 4 + 2 + 40)
        #expect(repair.pieces.covers(Int64(damaged.count)))
        #expect(folder.names == ["signals_2026-01-20.jsonl"])
        #expect(folder["signals_2026-01-20.jsonl"] == damaged)
    }

    @Test(
        "applied: whole records in the file, the rest in quarantine, and together they are the damaged file")
    func apply() throws {
        let folder = try Folder()
        let name = "signals_2026-01-20.jsonl"
        folder[name] = damaged
        let outcome = try RepairWorker(folder: folder.path).apply(try #require(try folder.repairs().first))
        #expect(folder[name] == Array(String(repeating: Self.good + "\n", count: 4).utf8))
        #expect(outcome.moved == ["quarantine/\(name).damaged", "quarantine/\(name).damaged.pieces.jsonl"])
        #expect(try restored(folder, list: outcome.moved[1]) == damaged)
        #expect(try folder.repairs().isEmpty, "nothing is left to mend")
        #expect(!folder.names.contains { $0.hasSuffix(".mending") })
    }

    @Test("a second repair of the same day takes another name in quarantine")
    func again() throws {
        let folder = try Folder()
        let name = "followups_2026-01-20.jsonl"
        for round in 0..<2 {
            folder[name] = Array("torn \(round)\n".utf8)
            _ = try RepairWorker(folder: folder.path).apply(try #require(try folder.repairs().first))
        }
        #expect(folder["quarantine/\(name).damaged"] == Array("torn 0\n".utf8))
        #expect(folder["quarantine/\(name).damaged-2"] == Array("torn 1\n".utf8))
    }

    @Test("seeded damage anywhere: each byte is accounted for, no whole record goes")
    func seeded() throws {
        var state: UInt64 = 20
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let lines = 40
        let clean = Array(String(repeating: Self.good + "\n", count: lines).utf8)
        for _ in 0..<60 {
            var bytes = clean
            let hits = 1 + draw(4)
            for _ in 0..<hits {
                switch draw(4) {
                case 0: bytes[draw(bytes.count)] = UInt8(draw(256))
                case 1:
                    bytes.insert(
                        contentsOf: [UInt8](repeating: 0, count: 1 + draw(50)), at: draw(bytes.count))
                case 2:
                    let at = draw(bytes.count - 100)
                    bytes.removeSubrange(at..<at + 1 + draw(90))
                default: bytes.removeLast(1 + draw(60))
                }
            }
            let folder = try Folder()
            let name = "signals_2026-01-20.jsonl"
            folder[name] = bytes
            guard let repair = try folder.repairs().first else { continue }
            let outcome = try RepairWorker(folder: folder.path).apply(repair)
            #expect(try restored(folder, list: outcome.moved[1]) == bytes)
            #expect(try folder.repairs().isEmpty)
            // A hit costs at most the records that it touches: a cut takes part of two.
            #expect(folder[name].count { $0 == 0x0A } >= lines - 2 * hits)
        }
    }

    @Test("Parquet that was never closed becomes lines; the file itself is kept")
    func parquet() throws {
        let folder = try Folder()
        let whole = Array(
            try Data(contentsOf: Self.fixtures.appendingPathComponent("parquet/required.parquet")))
        let torn = Array(whole.dropLast(3000))
        folder["signals_2026-01-18.parquet"] = torn
        let repair = try #require(try folder.repairs().first)
        #expect(repair.records == 230)
        _ = try RepairWorker(folder: folder.path).apply(repair)
        let rows = try Data(contentsOf: Self.fixtures.appendingPathComponent("parquet/rows.jsonl"))
        #expect(folder["signals_2026-01-18.jsonl"] == Array(rows))
        #expect(folder["quarantine/signals_2026-01-18.parquet"] == torn)
        #expect(folder.names == ["quarantine/signals_2026-01-18.parquet", "signals_2026-01-18.jsonl"])
    }

    @Test("what can't be mended says why, and is left as it is")
    func obstacles() throws {
        let folder = try Folder()
        let whole = Array(
            try Data(contentsOf: Self.fixtures.appendingPathComponent("parquet/required.parquet")))
        folder["signals_2026-01-18.parquet"] = Array(whole.dropLast(3000))
        folder["signals_2026-01-18.jsonl"] = Array((Self.good + "\n").utf8)
        folder["signals_2026-01-17.parquet"] = Array("PAR1".utf8)
        let obstacles = try folder.repairs().map { $0.obstacle ?? "" }
        #expect(
            obstacles == [
                "no complete row group is in it",
                "signals_2026-01-18.jsonl stands there already; move one of them away first",
            ])
    }

    @Test("what no repair mends is named: whole lines that are not right, ledgers and tables")
    func leftovers() throws {
        let folder = try Folder()
        let good = Self.good
        let extra = good.replacingOccurrences(of: "{\"timestamp_ms\"", with: "{\"mid\":1.0,\"timestamp_ms\"")
        let name = "signals_2026-01-20.jsonl"
        folder[name] = Array("\(good)\n\(good)\n\(good.prefix(50))\n\(extra)\n".utf8)
        folder["ledger_2026-01-20.jsonl"] = Array("{\"type\":".utf8)
        folder["markets_2026-01-20.json"] = Array("{}\n".utf8)
        let repairs = try folder.repairs()
        #expect(repairs.map(\.name) == [name])
        let leftovers = try RepairLeftovers(folder.path, without: repairs)
        #expect(Int64(leftovers.words.count) == leftovers.count)
        for wanted in [
            "\(name):4 (byte", "extra key: mid", "ledger_2026-01-20.jsonl:1", "markets_2026-01-20.json",
        ] {
            #expect(leftovers.words.contains { $0.contains(wanted) }, "\(wanted): \(leftovers.words)")
        }
        // The doubled line; the torn one is mended.
        #expect(leftovers.words.contains { $0.hasPrefix("\(name):2 (byte") }, "\(leftovers.words)")
        #expect(!leftovers.words.contains { $0.contains("\(name):3 ") }, "\(leftovers.words)")
    }

    @Test("what is left behind more damage than is kept is counted, and each finding says what to do")
    func leftoversBehindMany() throws {
        let folder = try Folder()
        let name = "signals_2026-01-20.jsonl"
        let good = Self.good
        let extra = good.replacingOccurrences(of: "{\"timestamp_ms\"", with: "{\"mid\":1.0,\"timestamp_ms\"")
        folder["ledger_2026-01-20.jsonl"] = Array("{}\n".utf8)
        for (torn, named) in [(150, false), (50, true)] {
            folder[name] = Array((String(repeating: "\(good.prefix(60))\n", count: torn) + "\(extra)\n").utf8)
            let repairs = try folder.repairs()
            let leftovers = try RepairLeftovers(folder.path, without: repairs)
            let ledger = leftovers.words.filter { $0.hasPrefix("ledger") }
            #expect(leftovers.count == Int64(ledger.count) + 1, "\(leftovers.words)")
            #expect(leftovers.words.contains { $0.contains("extra key: mid") } == named)
            #expect(!ledger.isEmpty && ledger.allSatisfy { $0.contains("bring back") })
            let record = leftovers.words.filter { $0.hasPrefix(name) }
            #expect(record.allSatisfy { $0.contains("the record is whole") }, "\(record)")
        }
    }

    @Test("a directory that an engine holds is not touched")
    func held() throws {
        let folder = try Folder()
        let lock = try DirectoryLock(folder.path)
        #expect(throws: DirectoryLock.Held.self) { try DirectoryLock(folder.path) }
        withExtendedLifetime(lock) {}
    }
}
