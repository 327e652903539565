import DoDFormat
import Testing

@Suite("Folders")
struct FolderTests {
    let good = DamageTests.good

    @Test("Names that nobody knows are listed and left alone, files of the old engine are read")
    func unknownNames() throws {
        let scratch = try Scratch()
        try scratch.write("signals_2026-01-20.jsonl", "\(good)\n")
        try scratch.write("signals_2026-01-18.parquet", "")
        try scratch.write("notes.txt", "x")
        try scratch.write("signals_2026-13-01.jsonl", "no day")
        let run = try #require(
            try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first)
        #expect(run.files.map(\.kind) == [.unknown, .parquet, .signals, .unknown])
        #expect(run.notes.count == 2)
        #expect(run.files.flatMap(\.damages).map(\.kind) == [.emptyFile])
        #expect(run.ledger == nil)
    }

    @Test("A compressed day reads like a plain one")
    func compressed() throws {
        let scratch = try Scratch()
        let packed = Self.gzip
        try scratch.write("signals_2026-01-20.jsonl.gz", packed)
        let run = try #require(
            try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first)
        let file = try #require(run.files.first)
        #expect(file.isCompressed)
        #expect(file.name == "signals_2026-01-20.jsonl")
        #expect(file.damages.isEmpty, "\(file.damages)")
        #expect(file.records == 1)
        #expect(run.records.signals == 1)
        try scratch.write("signals_2026-01-20.jsonl.gz", Array(packed.dropLast(12)))
        let cut = try #require(
            try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first)
        #expect(cut.files.first?.damages.first?.kind == .compressionBroken)
    }

    @Test(
        "A compressed day with a wrong checksum, or garbage in it, or cut: what was unpacked before is judged"
    )
    func compressedDamage() throws {
        let packed = Self.gzip
        var wrong = packed
        wrong[packed.count - 8] ^= 0xff
        let garbage = packed + [0x1f, 0x8b, 0x08, 0x00, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff]
        // As far as zlib took it: the checksum, or the byte that begins no block.
        for (bytes, end) in [
            (wrong, packed.count - 4), (garbage, packed.count + 11), (packed.dropLast(5), packed.count - 5),
        ] {
            let scratch = try Scratch()
            try scratch.write("signals_2026-01-20.jsonl.gz", Array(bytes))
            let run = try #require(
                try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first)
            let file = try #require(run.files.first)
            #expect(file.records == 1 && run.records.signals == 1)
            let damage = try #require(file.damages.first)
            #expect(file.damages.count == 1 && damage.kind == .compressionBroken)
            #expect(damage.byteOffset == file.bytes, "of what was unpacked")
            let tail = Hex.text(bytes[..<end].suffix(Damage.excerptBytesMax))
            #expect(damage.detail.hasSuffix("packed byte \(end), behind \(tail)"), "\(damage)")
        }
    }

    @Test("Garbage that came of a broken archive does not hide that it is broken")
    func brokenFirst() throws {
        let lines = Array(String(repeating: "x\n", count: 1_000).utf8)
        let size = [UInt8(truncatingIfNeeded: lines.count), UInt8(lines.count >> 8)]
        // One stored block (RFC 1951, 3.2.4) with the checksum of something else.
        let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1]
        let block = header + size + size.map { ~$0 } + lines
        let scratch = try Scratch()
        try scratch.write("signals_2026-01-20.jsonl.gz", block + [1, 2, 3, 4] + size + [0, 0])
        let run = try #require(
            try EvidenceReader.read(EvidenceRequest(directories: [scratch.path])).runs.first)
        let file = try #require(run.files.first)
        #expect(file.damageCount == 1_001 && file.damages.count < 1_001)
        #expect(file.damages.first?.kind == .compressionBroken, "\(file.damages.first?.detail ?? "")")
    }

    @Test("A missing folder, a file in its place, too many folders for one journal: one error that says so")
    func missing() throws {
        let scratch = try Scratch()
        try scratch.write("file", "x")
        for (request, words) in [
            (EvidenceRequest(directories: ["\(scratch.path)/none"]), "no such directory"),
            (EvidenceRequest(directories: ["\(scratch.path)/file"]), "it is no directory"),
            (EvidenceRequest(directories: []), "name a data directory"),
            (
                EvidenceRequest(directories: [scratch.path, scratch.path], runDirectory: scratch.path),
                "go with one data directory"
            ),
        ] {
            let error = #expect(throws: ReadError.self) { try EvidenceReader.read(request) }
            #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        }
    }

    /// The golden signal line, packed.
    static let gzip: [UInt8] = [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0xff, 0x55, 0x8e, 0xdd, 0x0e, 0x82, 0x30,
        0x0c, 0x46, 0xef, 0x7d, 0x8c, 0x5e, 0x93, 0x65, 0x3f, 0x61, 0x22, 0x2f, 0xd3, 0x0c, 0xd7, 0x2c,
        0x0b, 0x0c, 0x09, 0x83, 0x08, 0x18, 0xdf, 0xdd, 0x8a, 0x44, 0xe3, 0x5d, 0xbf, 0x93, 0xb6, 0xdf,
        0x79, 0xc0, 0x14, 0x13, 0xe5, 0xc9, 0xa5, 0x01, 0x53, 0x86, 0x5a, 0x9d, 0x6d, 0x75, 0xd1, 0xb2,
        0xb2, 0x52, 0x69, 0x5d, 0x40, 0x72, 0x63, 0x4b, 0x13, 0xb6, 0xb4, 0x42, 0x0d, 0xcb, 0xba, 0xd5,
        0x4a, 0x41, 0x01, 0x39, 0x7a, 0xe2, 0xdc, 0xcc, 0x2b, 0x87, 0xd1, 0xdd, 0x91, 0x7c, 0x20, 0x6c,
        0x86, 0xfd, 0x5e, 0xa8, 0xb2, 0x80, 0x9e, 0x8f, 0x7e, 0xd0, 0xee, 0xec, 0x36, 0xba, 0x6b, 0x47,
        0x38, 0x2c, 0xbc, 0x55, 0x59, 0x51, 0x32, 0x6a, 0xb8, 0xf9, 0x0b, 0xb4, 0x39, 0x40, 0x8e, 0x1b,
        0xbf, 0x37, 0x42, 0x72, 0xd3, 0x1c, 0x02, 0x23, 0xf2, 0x07, 0x94, 0xc2, 0xbc, 0xeb, 0x43, 0xef,
        0x3a, 0x8c, 0x9e, 0x1d, 0x78, 0xc6, 0x8f, 0x17, 0xb2, 0x0e, 0xfe, 0xe9, 0xa3, 0x84, 0xe7, 0xe9,
        0x05, 0x7e, 0x2c, 0x32, 0x53, 0xe1, 0x00, 0x00, 0x00,
    ]
}
