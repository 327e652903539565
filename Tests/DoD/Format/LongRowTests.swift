import Foundation
import Testing

@testable import DoDFormat

@Suite("Rows that need not stay in memory")
struct LongRowTests {
    private struct Pair: BitwiseCopyable, Hashable {
        var number: Int64
        var word: UInt16
    }

    private func pairs(_ count: Int, seed: UInt64) -> [Pair] {
        var numbers = SeededNumbers(seed: seed)
        return (0..<count).map { _ in
            Pair(
                number: Int64.random(in: .min ... .max, using: &numbers),
                word: UInt16.random(in: .min ... .max, using: &numbers))
        }
    }

    private func check(_ row: LongRow<Pair>, _ expected: [Pair]) {
        #expect(row.count == expected.count)
        #expect(Array(row) == expected)
        #expect(row.copy(of: row.indices) == expected)
        var numbers = SeededNumbers(seed: 4)
        var reader = LongRow<Pair>.Reader(row)
        for _ in 0..<500 {
            let from = Int.random(in: 0...expected.count, using: &numbers)
            let to = Int.random(in: from...expected.count, using: &numbers)
            #expect(row.copy(of: from..<to) == Array(expected[from..<to]))
            guard from < expected.count else { continue }
            #expect(row[from] == expected[from] && reader[from] == expected[from])
        }
        var seen: [Pair] = []
        row.forEach(in: 3..<expected.count) { position, pair in
            #expect(position == seen.count + 3)
            seen.append(pair)
        }
        #expect(seen == Array(expected[3...]))
    }

    @Test(
        "In memory, in a file, or one after the other: what was put in comes out",
        arguments: [0, 4_096, 1 << 30])
    func roundTrip(keptBytesMax: Int) {
        let space = ScratchSpace(keptBytesMax: keptBytesMax)
        var row = LongRow<Pair>(space, pageBytes: 512)
        let expected = pairs(1_777, seed: 9)
        for pair in expected[..<900] { row.append(pair) }
        row.append(contentsOf: Array(expected[900...]))
        #expect(space.isAway == (keptBytesMax < 1 << 20))
        check(row, expected)
    }

    @Test("Copies of a row go their own ways, though they share what is away")
    func copies() {
        var row = LongRow<Pair>(ScratchSpace(keptBytesMax: 0), pageBytes: 512)
        let (common, left, right) = (pairs(500, seed: 1), pairs(400, seed: 2), pairs(600, seed: 3))
        row.append(contentsOf: common)
        var other = row
        row.append(contentsOf: left)
        other.append(contentsOf: right)
        check(row, common + left)
        check(other, common + right)
    }

    @Test("Several threads look at more pages than are kept at hand")
    func threads() async {
        var row = LongRow<Pair>(ScratchSpace(keptBytesMax: 0), pageBytes: 512)
        let expected = pairs(4_000, seed: 5)
        row.append(contentsOf: expected)
        await withTaskGroup(of: Bool.self) { group in
            for start in 0..<4 {
                group.addTask { [row] in
                    stride(from: start, to: expected.count, by: 3).allSatisfy { row[$0] == expected[$0] }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test("Where no folder takes a file, all stays in memory")
    func noFolder() {
        let space = ScratchSpace(keptBytesMax: 0, folders: ["/nonexistent"])
        var row = LongRow<Pair>(space, pageBytes: 512)
        let expected = pairs(700, seed: 6)
        row.append(contentsOf: expected)
        #expect(!space.isAway)
        check(row, expected)
    }

    @Test("The file has no name")
    func nameless() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scratch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try #require(ScratchFile(in: [folder.path]))
        let offset = try #require([UInt8](repeating: 7, count: 100).withUnsafeBytes { file.append($0) })
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        #expect(file.bytes(at: offset, count: 100) == [UInt8](repeating: 7, count: 100))
        #expect(file.bytes(at: offset, count: 101) == nil)
    }
}
