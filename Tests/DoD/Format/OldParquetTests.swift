import DoDFormat
import Foundation
import Testing

@Suite("Parquet of the old engine, as the judge sees it")
struct OldParquetTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Fixtures/parquet")
    /// All rows of the fixtures are of this day.
    static let name = "signals_2026-01-18.parquet"

    private func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: Self.folder.appendingPathComponent("\(name).parquet")))
    }

    private func facts(_ bytes: [UInt8], as name: String = name) throws -> (FileFacts, RunEvidence) {
        let scratch = try Scratch()
        try scratch.write(name, bytes)
        let evidence = try EvidenceReader.read(EvidenceRequest(directories: [scratch.path]))
        let run = try #require(evidence.runs.first)
        return (try #require(run.files.first), run)
    }

    @Test("a whole file: rows, time range, nothing to find", arguments: ["required", "optional", "rust"])
    func whole(name: String) throws {
        let (file, run) = try facts(try bytes(name))
        #expect(file.damages.isEmpty, "\(file.damages)")
        #expect(file.records == 230)
        #expect(run.records.legacyRecords == 230)
        #expect(
            run.notes == [
                "signals_2026-01-18.parquet: 230 signals of the old engine, 2026-01-18T09:53:20.003Z to 2026-01-18T09:54:04.034Z"
            ])
    }

    @Test("without a footer: no row for any reader, and how many are there")
    func noFooter() throws {
        let (file, run) = try facts(Array(try bytes("required").dropLast(3000)))
        #expect(file.damages.map(\.kind) == [.parquetFooterMissing, .parquetRecoverable])
        #expect(file.records == 0)
        #expect(run.records.legacyRecords == 0)
        #expect(
            file.damages[1].detail.contains("230 rows in 3 complete row groups, 2026-01-18T09:53:20.003Z to"))
    }

    @Test("each class of damage by its name")
    func classes() throws {
        let whole = try bytes("required")
        var length = whole
        length.replaceSubrange(whole.count - 8..<whole.count - 4, with: [0xFF, 0xFF, 0xFF, 0x7F])
        var page = whole
        for index in 70..<110 { page[index] = 0xFF }
        let cases: [([UInt8], DamageKind)] = [
            ([], .emptyFile), (Array("signals\n".utf8), .parquetMagic), (length, .parquetFooterLength),
            (page, .parquetPage), (try bytes("zstd"), .parquetUnsupported),
        ]
        for (bytes, kind) in cases {
            let (file, _) = try facts(bytes)
            #expect(file.damages.first?.kind == kind, "\(kind): \(file.damages)")
        }
        let (file, _) = try facts(page)
        #expect(file.records == 130)
        #expect(file.damages.first?.byteOffset == 4)
    }

    @Test("a value that was changed in a page without a checksum contradicts its row")
    func changedValue() throws {
        var bytes = try bytes("uncompressed")
        let id = Array("sig_xyz:7_sell_1768730000003_0".utf8)
        let at = try #require(bytes.indices.first { bytes[$0...].starts(with: id) })
        bytes[at + 8] = UInt8(ascii: "8")
        let (file, _) = try facts(bytes)
        #expect(file.damages.map(\.kind) == [.contradiction])
        #expect(file.damages[0].line == 1)
        #expect(
            file.damages[0].detail == "sig_xyz:8_sell_1768730000003_0 on a sell of xyz:7 at 1768730000003")
    }

    @Test("a bit that flips in a number that the other numbers of its row tell of")
    func flippedBits() throws {
        // Of the first row: raw edge, net edge, oracle and best price, as bytes of the file.
        let whole = try bytes("uncompressed")
        for value: Double in [20.99, 9.99, 209.62, 210.06] {
            let pattern = withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
            let at = try #require(whole.indices.first { whole[$0...].starts(with: pattern) })
            // The lowest bits of an edge are noise of the arithmetic that made it, a net edge is known to a hundredth
            // by the other rows; of a price each bit is known.
            let bits = [
                209.62: [0, 9, 20, 33, 47, 55], 20.99: [38, 42, 47, 51, 55], 9.99: [44, 47, 51, 55],
            ]
            for bit in bits[value] ?? bits[209.62]! {
                var bytes = whole
                bytes[at + bit / 8] ^= 1 << (bit % 8)
                let (file, _) = try facts(bytes)
                #expect(file.damages.first?.kind == .contradiction, "\(value) bit \(bit): \(file.damages)")
            }
        }
        let id = Array("sig_xyz:7_sell_1768730000003_0".utf8)
        var again = whole
        let at = try #require(whole.indices.first { whole[$0...].starts(with: id) })
        again[at + id.count - 1] = UInt8(ascii: "x")
        #expect(try facts(again).0.damageCount == 1)
    }

    @Test("rows of another day")
    func wrongDay() throws {
        let (file, _) = try facts(try bytes("required"), as: "signals_2026-01-19.parquet")
        #expect(file.damageCount == 230)
        #expect(file.damages.first?.kind == .wrongDay)
    }

    @Test("a folder, a link and a pipe in a file's place are named and not opened")
    func notAFile() throws {
        let scratch = try Scratch()
        let day = "signals_2026-01-20.jsonl"
        try FileManager.default.createDirectory(
            atPath: "\(scratch.path)/\(day)", withIntermediateDirectories: false)
        try scratch.write("elsewhere", "x")
        try FileManager.default.createSymbolicLink(
            atPath: "\(scratch.path)/followups_2026-01-20.jsonl", withDestinationPath: "elsewhere")
        #expect(mkfifo("\(scratch.path)/ledger_2026-01-20.jsonl", 0o600) == 0)
        let run = try #require(
            try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first)
        let damages = run.files.flatMap(\.damages)
        #expect(damages.map(\.kind) == [.notAFile, .notAFile, .notAFile])
        #expect(
            damages.map(\.detail) == [
                "a symbolic link stands in its place", "a pipe, a socket or a device stands in its place",
                "a folder stands in its place",
            ])
    }

    @Test("numbers without exponents")
    func plainNumbers() {
        let cases: [(Double, String)] = [
            (3, "3.0"), (186.55, "186.55"), (0.0000125, "0.0000125"), (-0.00000125, "-0.00000125"),
            (1.5e20, "150000000000000000000.0"), (1e16, "10000000000000000.0"), (.nan, "nan"),
        ]
        for (value, text) in cases {
            #expect(PlainNumber.text(value) == text)
            if value.isFinite { #expect(Double(PlainNumber.text(value)) == value) }
        }
    }
}
