import DoDParquet
import Testing

@Suite("Parquet: a file whose writer was killed")
struct ParquetRecoveryTests {
    @Test("every row, from the pages alone", arguments: ParquetFixture.names)
    func recovers(name: String) throws {
        let whole = try ParquetFixture.bytes(name)
        let end = try ParquetFixture.with(whole) { try ParquetFixture.groups($0).last!.bytes.upperBound }
        // Cut where the last page ends, and with what the writer put behind the last column, if it did.
        for cut in [Int(end), whole.count - 1] {
            try ParquetFixture.with(Array(whole[..<cut])) { bytes in
                #expect(throws: ParquetFlaw.self) { try ParquetFile(bytes) }
                let pieces = try ParquetFixture.pieces(bytes)
                let isSame = ParquetFixture.joined(pieces.groups) == (try ParquetFixture.expected())
                #expect(isSame)
            }
        }
    }

    @Test(
        "a cut anywhere: every complete row group before it, and each byte accounted for",
        arguments: ParquetFixture.names)
    func cuts(name: String) throws {
        let whole = try ParquetFixture.bytes(name)
        let groups = try ParquetFixture.with(whole) { try ParquetFixture.groups($0) }
        let ends = groups.map(\.bytes.upperBound)
        let cuts = Set(stride(from: 4, to: whole.count, by: 397)).union(
            ends.flatMap { [Int($0) - 1, Int($0)] })
        for cut in cuts.sorted() {
            try ParquetFixture.with(Array(whole[..<cut])) { bytes in
                let pieces = try ParquetFixture.pieces(bytes)
                let complete = groups.filter { $0.bytes.upperBound <= Int64(cut) }
                let isSame = pieces.groups.map(\.columns) == complete.map(\.columns)
                #expect(isSame, "cut at \(cut)")
                var at: Int64 = 4
                for range in pieces.ranges {
                    #expect(range.lowerBound == at)
                    at = range.upperBound
                }
                #expect(at == Int64(cut))
            }
        }
    }

    @Test("a page that was changed costs its row group alone")
    func changedPage() throws {
        let whole = try ParquetFixture.bytes("required")
        let groups = try ParquetFixture.with(whole) { try ParquetFixture.groups($0) }
        var changed = Array(whole[..<Int(groups[2].bytes.upperBound)])
        let middle = Int(groups[1].bytes.lowerBound) + 60
        for index in middle..<middle + 40 { changed[index] = 0xFF }
        try ParquetFixture.with(changed) { bytes in
            let pieces = try ParquetFixture.pieces(bytes)
            let isSame = pieces.groups.map(\.columns) == [groups[0], groups[2]].map(\.columns)
            #expect(isSame)
            guard case .lost(let range, let why) = pieces[1] else {
                Issue.record("the second piece is no loss")
                return
            }
            #expect(range == groups[1].bytes)
            #expect(why.contains("column timestamp_ms"))
        }
    }

    @Test("bytes that are no pages are passed over, and said")
    func foreignBytes() throws {
        let whole = try ParquetFixture.bytes("required")
        let groups = try ParquetFixture.with(whole) { try ParquetFixture.groups($0) }
        let first = Int(groups[0].bytes.upperBound)
        let foreign = [UInt8](repeating: 0, count: 4096)
        let bytes = Array(whole[..<first]) + foreign + Array(whole[first..<Int(groups[2].bytes.upperBound)])
        try ParquetFixture.with(bytes) { bytes in
            let pieces = try ParquetFixture.pieces(bytes)
            let isSame = pieces.groups.map(\.columns) == groups.map(\.columns)
            #expect(isSame)
            #expect(pieces.ranges[1] == Int64(first)..<Int64(first + foreign.count))
        }
    }

    @Test("a table of another kind is no signals")
    func otherTable() throws {
        let whole = try ParquetFixture.bytes("required")
        try ParquetFixture.with(whole) { bytes in
            var pieces: [ParquetRecovery.Piece] = []
            let schema = ParquetSchema([.init("a", .bytes), .init("b", .bytes), .init("c", .bytes)])
            try ParquetRecovery(bytes, schema: schema).pieces { pieces.append($0) }
            #expect(pieces.groups.isEmpty)
        }
    }
}
