import Testing

@testable import DoDFormat

@Suite("Rows of small numbers")
struct PackedRowTests {
    private static func run(_ numbers: inout SeededNumbers) -> EpisodeRun {
        let wide = Int64.random(in: 0..<10, using: &numbers) == 0
        let first = wide ? Int64.random(in: .min ... .max, using: &numbers) : 1_768_867_200_000
        return EpisodeRun(
            firstMS: first, lastMS: wide ? .max : first + 4_000,
            number: Int64.random(in: wide ? .min ... .max : 0...3, using: &numbers),
            signals: Int64.random(in: 1...90, using: &numbers),
            stretch: Int32.random(in: wide ? .min ... .max : 0...40, using: &numbers),
            rawEdge: Int64.random(in: wide ? .min ... .max : 1_100...9_000, using: &numbers))
    }

    private static func same(_ one: EpisodeRun, _ other: EpisodeRun) -> Bool {
        one.firstMS == other.firstMS && one.lastMS == other.lastMS && one.number == other.number
            && one.signals == other.signals && one.stretch == other.stretch && one.rawEdge == other.rawEdge
    }

    @Test("What is put into a row comes out of it, also the largest numbers there are")
    func roundTrip() {
        var numbers = SeededNumbers(seed: 3)
        let runs = (0..<2_000).map { _ in Self.run(&numbers) }
        var row = PackedRow<EpisodeRun>()
        for run in runs { row.append(run) }
        #expect(row.count == runs.count)
        #expect(zip(row.elements, runs).allSatisfy(Self.same))
        let again = PackedRow(row.elements.suffix(900))
        #expect(zip(again.elements, runs.suffix(900)).allSatisfy(Self.same))
        #expect(PackedRow<EpisodeRun>().elements.isEmpty)
    }

    @Test("Counts of minutes add up in any order, and come out by market and time")
    func minutes() {
        var numbers = SeededNumbers(seed: 5)
        var expected: [MarketMinuteKey: Int64] = [:]
        var halves = [CountsByMinute(), CountsByMinute()]
        for _ in 0..<5_000 {
            let key = MarketMinuteKey(
                market: MarketKey(dex: "xyz", index: Int.random(in: 0..<5, using: &numbers)),
                minuteMS: Int64.random(in: 0..<600, using: &numbers) * 60_000)
            // Some add up to more than two bytes hold.
            let count = Int64.random(in: 1...9, using: &numbers) * (key.minuteMS % 7 == 0 ? 30_000 : 1)
            expected[key, default: 0] += count
            halves[Int.random(in: 0...1, using: &numbers)].add(count, to: key)
        }
        var counts = halves[1]
        counts.merge(halves[0])
        var other = halves[0]
        other.merge(halves[1])
        #expect(counts == other)
        #expect(counts.count == expected.count)
        var last: MarketMinuteKey?
        counts.forEach { key, count in
            #expect(expected[key] == count)
            if let last { #expect((last.market, last.minuteMS) < (key.market, key.minuteMS)) }
            last = key
        }
        #expect(counts[MarketMinuteKey(market: MarketKey(dex: "xyz", index: 9), minuteMS: 0)] == 0)
        let early = expected.filter { $0.key.minuteMS >= 60_000 && $0.key.minuteMS < 9_000_000 }
        #expect(counts.sum(fromMS: 60_000, toMS: 9_000_000) == early.values.reduce(0, +))
    }
}
