import Testing

@testable import DoDFormat

@Suite("Ranges gone through in the ledger's order")
struct RangeWalkTests {
    private func walk(_ ranges: (Int64, Int64)...) -> RangeWalk {
        RangeWalk(
            ranges.map { SealedRange(file: "signals", from: $0, to: $1, records: 2, crc32c: 0) })
    }

    @Test("Seamless is only what begins at the first byte and has neither hole nor step back")
    func seams() {
        #expect(walk((0, 10), (10, 30)).isSeamless)
        #expect(!walk((5, 10), (10, 30)).isSeamless)
        #expect(!walk((0, 10), (12, 30)).isSeamless)
        #expect(!walk((0, 10), (8, 30)).isSeamless)
    }

    @Test("Where the last one ends is not always the furthest")
    func ends() {
        let walk = walk((0, 10), (10, 40), (20, 30))
        #expect(walk.end == 30 && walk.furthest == 40 && walk.records == 6)
    }
}
