import CChecksum
import Foundation
import Testing

@testable import DoDFormat

/// Every class of damage that the readers tell apart has a fixture here, and is found in it by class, file, line, byte
/// and bytes. A class without one is a failure.
@Suite("Every class of damage")
struct EveryKindTests {
    private static let signals = "signals_2026-01-20.jsonl"
    private static let parquet = OldParquetTests.name
    private static let ledger = "ledger_2026-01-20.jsonl"
    private static let good = DamageTests.good

    /// Files by name, and where the damage stands.
    private struct Fixture {
        var file: String
        var bytes: [UInt8]
        /// 0: the file as a whole. Nil: the rows of a Parquet file, which are counted in place of lines.
        var line: Int64?
        var others: [String: [UInt8]] = [:]
        var prepare: (String) throws -> Void = { _ in }
        /// As the verdict names it, where that is not `file`.
        var named: String?
    }

    /// Behind a good line.
    private static func second(_ wrong: String) -> Fixture { second(Array(wrong.utf8)) }
    private static func second(_ wrong: [UInt8]) -> Fixture {
        Fixture(
            file: signals, bytes: Array("\(good)\n".utf8) + wrong + [0x0a], line: 2, others: [ledger: []])
    }

    private static func parquetFile(_ bytes: [UInt8]) -> Fixture {
        Fixture(file: parquet, bytes: bytes, line: nil)
    }

    private static func parquetBytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: OldParquetTests.folder.appendingPathComponent("\(name).parquet")))
    }

    private static func replaced(_ bytes: [UInt8], _ old: String, _ new: String) -> [UInt8] {
        var bytes = bytes
        let (old, new) = (Array(old.utf8), Array(new.utf8))
        var at = 0
        while at + old.count <= bytes.count {
            if bytes[at] == old[0], bytes[at...].starts(with: old) {
                bytes.replaceSubrange(at..<at + old.count, with: new)
                at += new.count
            } else {
                at += 1
            }
        }
        return bytes
    }

    private static func ledgerFile(_ line: Int64, _ edit: (inout [String]) -> Void) throws -> Fixture {
        var lines = try golden("ledger.jsonl").split(separator: "\n").dropLast().map(String.init)
        edit(&lines)
        return Fixture(file: ledger, bytes: Array(lines.map { "\($0)\n" }.joined().utf8), line: line)
    }

    private static func golden(_ name: String) throws -> String { try GoldenText.of(name) }

    private static func fixture(of kind: DamageKind) throws -> Fixture? {
        switch kind {
        case .unreadable: return unreadable()
        case .missingFile:
            var fixture = Fixture(file: ledger, bytes: [], line: 0, named: "followups_2026-01-20.jsonl")
            fixture.bytes = Array(try golden("ledger.jsonl").utf8)
            return fixture
        case .noFinalNewline: return Fixture(file: signals, bytes: Array("\(good)\n\(good)".utf8), line: 2)
        case .byteOrderMark:
            return Fixture(file: signals, bytes: [0xef, 0xbb, 0xbf] + Array("\(good)\n".utf8), line: 1)
        case .compressionBroken:
            return Fixture(file: "\(signals).gz", bytes: Array(FolderTests.gzip.dropLast(12)), line: 0)
        case .emptyFile: return parquetFile([])
        case .notAFile:
            return Fixture(
                file: "notes.txt", bytes: [1], line: 0,
                prepare: {
                    try FileManager.default.createSymbolicLink(
                        atPath: "\($0)/\(signals)", withDestinationPath: "notes.txt")
                }, named: signals)
        case .parquetMagic, .parquetFooterMissing, .parquetFooterLength, .parquetFooterBroken, .parquetPage,
            .parquetSchema, .parquetUnsupported, .parquetRecoverable, .contradiction:
            return try parquetFixture(of: kind)
        case .chainBroken: return try ledgerFile(4) { $0[3].replace("connected", with: "connectee") }
        case .sequenceGap: return try ledgerFile(3) { $0.remove(at: 2) }
        case .headMissing: return try ledgerFile(1) { $0.removeFirst() }
        case .malformedChecksum: return try ledgerFile(2) { $0[1] = $0[1].uppercasedChain }
        case .unexpectedLine: return try ledgerFile(6) { $0[5].replace("\"blocks\"", with: "\"stops\"") }
        default: return lineFixture(of: kind)
        }
    }

    /// Without the right to read it; root may read all, and sees a truth of which a file is not there.
    private static func unreadable() -> Fixture {
        if geteuid() != 0 {
            return Fixture(
                file: signals, bytes: Array("\(good)\n".utf8), line: 0,
                prepare: { chmod("\($0)/\(signals)", 0) })
        }
        return Fixture(
            file: "data/\(signals)", bytes: Array("\(good)\n".utf8), line: 0,
            others: ["truth/signals.jsonl": [], "truth/connections.jsonl": []], named: "truth/minutes.jsonl")
    }

    private static func parquetFixture(of kind: DamageKind) throws -> Fixture {
        let whole = try parquetBytes("required")
        var bytes = whole
        switch kind {
        case .parquetMagic: bytes = Array("signals\n".utf8)
        case .parquetFooterMissing, .parquetRecoverable: bytes = Array(whole.dropLast(3_000))
        case .parquetFooterLength:
            bytes.replaceSubrange(whole.count - 8..<whole.count - 4, with: [0xff, 0xff, 0xff, 0x7f])
        case .parquetFooterBroken:
            let length = whole[(whole.count - 8)..<(whole.count - 4)].reversed().reduce(0) {
                $0 << 8 | Int($1)
            }
            for at in whole.count - 8 - length..<whole.count - 8 - length + 12 { bytes[at] = 0xff }
        case .parquetPage: for at in 70..<110 { bytes[at] = 0xff }
        case .parquetSchema:
            bytes = replaced(try parquetBytes("uncompressed"), "suggested_size", "suggested_sizx")
        case .parquetUnsupported: bytes = try parquetBytes("zstd")
        default:
            bytes = try parquetBytes("uncompressed")
            let id = Array("sig_xyz:7_sell_1768730000003_0".utf8)
            if let at = bytes.indices.first(where: { bytes[$0...].starts(with: id) }) {
                bytes[at + 8] = UInt8(ascii: "8")
            }
        }
        return parquetFile(bytes)
    }

    private static func lineFixture(of kind: DamageKind) -> Fixture? {
        let torn = String(good.prefix(100))
        switch kind {
        case .tornLine: return second(torn)
        case .gluedLine: return second(torn + good)
        case .twoRecords: return second(good + good)
        case .blankLine: return second("")
        case .invalidUTF8: return second(Array("{\"side\":\"".utf8) + [0xff] + Array("\"}".utf8))
        case .lineTooLong: return second([UInt8](repeating: 0x78, count: LineScanner.lineBytesMax + 9))
        case .notAnObject: return second("[1]")
        case .nestedTooDeep: return second(String(repeating: "[", count: 100))
        case .timeBack: return second(good.replacing("860122", with: "860121"))
        default:
            guard let change = DamageTests.cases.first(where: { $0.kind == kind }) else { return nil }
            return second(good.replacing(change.old, with: change.new))
        }
    }

    @Test("is found by class, file, line, byte and bytes", arguments: DamageKind.allCases)
    func every(_ kind: DamageKind) throws {
        let fixture = try #require(try Self.fixture(of: kind), "\(kind) has no fixture")
        let scratch = try Scratch()
        try scratch.write(fixture.file, fixture.bytes)
        for (name, bytes) in fixture.others { try scratch.write(name, bytes) }
        try fixture.prepare(scratch.path)
        let run = try #require(
            try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first)
        let all = run.files.flatMap(\.damages) + (run.ledger?.damages ?? []) + (run.truth?.damages ?? [])
        let found = try #require(all.first { $0.kind == kind }, "\(all)")
        #expect(found.file == fixture.named ?? fixture.file)
        if let line = fixture.line { #expect(found.line == line) }
        #expect(found.byteOffset >= 0 && found.byteOffset <= Int64(max(fixture.bytes.count, 1 << 24)))
        #expect(found.description.contains(kind.words) && found.description.contains(found.file))
        guard fixture.line != 0 else { return #expect(!found.detail.isEmpty) }
        // Within its line, and the very bytes that stand there.
        let at = Int(found.byteOffset)
        if let line = fixture.line {
            #expect(Int64(fixture.bytes.prefix(at).count { $0 == 0x0a }) == line - 1)
        }
        let end = fixture.line == nil ? nil : fixture.bytes[at...].firstIndex(of: 0x0a)
        // At the end of a line its newline is shown: there is nothing else.
        let stop = end.map { $0 == at ? at + 1 : $0 } ?? fixture.bytes.count
        let there = fixture.bytes[at..<stop].prefix(Damage.excerptBytesMax)
        #expect(found.excerptHex == Hex.text(there))
    }

    @Test("A folder and a pipe in a file's place", arguments: ["folder", "pipe"])
    func inItsPlace(_ what: String) throws {
        let scratch = try Scratch()
        let path = "\(scratch.path)/\(Self.signals)"
        if what == "folder" { mkdir(path, 0o755) } else { mkfifo(path, 0o644) }
        let run = try #require(
            try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first)
        #expect(run.files.flatMap(\.damages).map(\.kind) == [.notAFile])
    }
}

extension String {
    /// The line with the digits of its chain in capital letters.
    fileprivate var uppercasedChain: String {
        let tail = suffix(10).prefix(8)
        return dropLast(10) + tail.uppercased().replacing("0", with: "G") + suffix(2)
    }
}
