import DoDParquet
import Testing

@Suite("Parquet: a file with its footer")
struct ParquetFileTests {
    @Test("every row of files by pyarrow and by the Rust library", arguments: ParquetFixture.names)
    func reads(name: String) throws {
        try ParquetFixture.with(try ParquetFixture.bytes(name)) { bytes in
            let file = try ParquetFile(bytes)
            #expect(file.footer.rows == 230)
            #expect(file.footer.schema.columns.map(\.name) == ParquetSchema.oldSignals.columns.map(\.name))
            let groups = try ParquetFixture.groups(bytes)
            #expect(groups.map(\.rows) == (name == "many-pages" ? [115, 115] : [100, 100, 30]))
            let isSame = ParquetFixture.joined(groups) == (try ParquetFixture.expected())
            #expect(isSame)
        }
    }

    @Test("what is not read is said, with its place")
    func unsupported() throws {
        try ParquetFixture.with(try ParquetFixture.bytes("zstd")) { bytes in
            let file = try ParquetFile(bytes)
            #expect {
                try file.rowGroup(0)
            } throws: {
                ($0 as? ParquetFlaw)?.kind == .unsupported && "\($0)".contains("compression 6 is not read")
            }
        }
    }

    @Test("a file that is none, each in its own words")
    func broken() throws {
        let whole = try ParquetFixture.bytes("required")
        var longer = whole
        longer.replaceSubrange(whole.count - 8..<whole.count - 4, with: [0xFF, 0xFF, 0xFF, 0x7F])
        var none = whole
        none.replaceSubrange(whole.count - 8..<whole.count - 4, with: [0, 0, 0, 0])
        var torn = whole
        let footer = whole[(whole.count - 8)...].prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        for index in 0..<40 { torn[whole.count - 8 - footer + index] = 0xFF }
        let cases: [([UInt8], ParquetFlaw.Kind)] = [
            ([], .empty), (Array("{\"timestamp_ms\":1}\n".utf8), .noMagic), (Array("PAR1".utf8), .noFooter),
            (Array(whole.dropLast()), .noFooter), (Array(whole.dropLast(footer + 8)), .noFooter),
            (longer, .footerLength), (none, .footerLength), (torn, .footer),
        ]
        for (bytes, kind) in cases {
            try ParquetFixture.with(bytes) { file in
                #expect {
                    try ParquetFile(file)
                } throws: {
                    ($0 as? ParquetFlaw)?.kind == kind
                }
            }
        }
    }

    @Test("no flipped byte in a page of a file with checksums goes unnoticed")
    func flips() throws {
        let whole = try ParquetFixture.bytes("checksums")
        var unnoticed: [Int] = []
        let pages = try ParquetFixture.with(whole) { try ParquetFixture.groups($0).map(\.bytes) }
        let expected = try ParquetFixture.expected()
        for at in stride(from: Int(pages[0].lowerBound), to: Int(pages[2].upperBound), by: 23) {
            var flipped = whole
            flipped[at] ^= 1 << UInt8(at % 8)
            try ParquetFixture.with(flipped) { bytes in
                // A bit of a header that nobody needs (its statistics) may change nothing.
                let groups = try? ParquetFixture.groups(bytes)
                if let groups, ParquetFixture.joined(groups) != expected { unnoticed.append(at) }
            }
        }
        #expect(unnoticed.isEmpty)
    }
}
