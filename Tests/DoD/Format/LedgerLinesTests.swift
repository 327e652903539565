import Testing

@testable import DoDFormat

@Suite("The lines of a ledger, wherever they are kept")
struct LedgerLinesTests {
    private func lines(_ count: Int) -> [LedgerLine] {
        var numbers = SeededNumbers(seed: 8)
        var ends: [String: Int64] = [:]
        return (0..<count).map { number in
            let atMS = Int64(number) * 1_000
            let place = LinePlace(file: "ledger", line: Int64(number) + 1, byteOffset: Int64(number) * 211)
            let event: LedgerEvent
            switch number % 60 {
            case 0: event = .minute(MinuteRecord(minuteMS: atMS - atMS % 60_000))
            case 7: event = .unknown(type: "type-\(number)")
            case 9: event = .adopted(range("followups", &ends, &numbers))
            default:
                let ranges = ["signals", "followups"].map { range($0, &ends, &numbers) }
                event = .seal(Seal(isLate: number % 17 == 0, ranges: ranges))
            }
            return LedgerLine(place: place, seq: Int64(number), atMS: atMS, event: event)
        }
    }

    private func range(
        _ file: String, _ ends: inout [String: Int64], _ numbers: inout SeededNumbers
    ) -> SealedRange {
        let from = ends[file, default: 0]
        let to = from + Int64.random(in: 0...9_000, using: &numbers)
        ends[file] = to
        return SealedRange(
            file: file, from: from, to: to, records: Int64.random(in: 0...40, using: &numbers),
            crc32c: UInt32.random(in: .min ... .max, using: &numbers))
    }

    @Test("They say the same from the scratch file as from memory", arguments: [0, 1 << 30])
    func same(keptBytesMax: Int) {
        let expected = lines(9_000)
        var kept = LedgerLines(ScratchSpace(keptBytesMax: keptBytesMax))
        for line in expected { kept.append(line) }
        #expect(Array(kept) == expected)
        #expect(
            kept.minutes(in: 100..<700).map(\.minuteMS)
                == [120, 180, 240, 300, 360, 420, 480, 540, 600, 660].map { $0 * 1_000 })
        #expect(Array(kept.rare(in: 0..<200)).map(\.seq) == [7, 9, 67, 69, 127, 129, 187, 189])
        let claims = LedgerClaims(Ledger(lines: kept))
        let ranges = expected.flatMap { line -> [SealedRange] in
            switch line.event {
            case .seal(let seal): seal.ranges
            case .adopted(let range): [range]
            default: []
            }
        }
        for file in ["signals", "followups"] {
            let own = ranges.filter { $0.file == file }
            let findings = claims.checker(of: file).findings(size: 0)
            #expect(findings.map(\.claim) == own)
            #expect(findings.walk == RangeWalk(own) && findings.walk.isSeamless)
        }
    }
}
