import DoDChecks
import Testing

@Suite("Expected and recorded as sequences")
struct SequenceAlignmentTests {
    typealias Expected = SequenceAlignment.Expected

    /// The cheapest cost by trying everything.
    static func cheapest(_ expected: [Expected], _ recorded: [Int32]) -> Int {
        var below = (0...recorded.count).map { recorded.count - $0 }
        for element in expected.reversed() {
            let skip = element.isRequired ? 1 : 0
            var row = below
            row[recorded.count] = below[recorded.count] + skip
            for j in stride(from: recorded.count - 1, through: 0, by: -1) {
                var best = min(row[j + 1] + 1, below[j] + skip)
                if element.symbol == recorded[j] { best = min(best, below[j + 1]) }
                row[j] = best
            }
            below = row
        }
        return below[0]
    }

    static func cost(_ alignment: SequenceAlignment, _ expected: [Expected]) -> Int {
        zip(expected, alignment.partners).count { $0.isRequired && $1 < 0 }
            + alignment.isMatched.count { !$0 }
    }

    /// Partners rise, match their symbol, and belong to one element only.
    static func isSound(_ alignment: SequenceAlignment, _ expected: [Expected], _ recorded: [Int32]) -> Bool {
        let pairs = alignment.partners.enumerated().filter { $0.element >= 0 }
        return zip(pairs, pairs.dropFirst()).allSatisfy { $0.element < $1.element }
            && pairs.allSatisfy { expected[$0.offset].symbol == recorded[Int($0.element)] }
            && pairs.count == alignment.isMatched.count { $0 }
    }

    @Test("An optional twin does not steal the partner of one that must be there")
    func optionalTwin() {
        let expected = [
            Expected(symbol: 1, isRequired: false), Expected(symbol: 2, isRequired: false),
            Expected(symbol: 1, isRequired: true), Expected(symbol: 3, isRequired: true),
        ]
        let alignment = SequenceAlignment(expected: expected, recorded: [1, 3])
        #expect(Self.cost(alignment, expected) == 0)
        #expect(alignment.partners == [-1, -1, 0, 1])
    }

    @Test("The cheapest matching, against trying everything", arguments: 0..<40)
    func againstBruteForce(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<50 {
            let symbols = Int(random.next(below: 6)) + 1
            let expected = (0..<Int(random.next(below: 14))).map { _ in
                Expected(symbol: Int32(random.next(below: symbols)), isRequired: random.next(below: 3) > 0)
            }
            var recorded = expected.filter { $0.isRequired || random.next(below: 2) == 0 }.map(\.symbol)
            // A correct engine's files cost nothing; then some are lost, doubled, invented.
            let clean = SequenceAlignment(expected: expected, recorded: recorded)
            #expect(Self.cost(clean, expected) == 0)
            for _ in 0..<random.next(below: 4) where !recorded.isEmpty {
                let place = random.next(below: recorded.count)
                switch random.next(below: 3) {
                case 0: recorded.remove(at: place)
                case 1: recorded.insert(recorded[place], at: place)
                default: recorded.insert(Int32(random.next(below: symbols + 1)), at: place)
                }
            }
            let alignment = SequenceAlignment(expected: expected, recorded: recorded)
            #expect(Self.isSound(alignment, expected, recorded))
            #expect(Self.cost(alignment, expected) == Self.cheapest(expected, recorded))
        }
    }

    @Test("An hour of lost signals is counted exactly, and quickly")
    func longLoss() {
        let expected = (0..<20_000).map { Expected(symbol: Int32($0 % 19_000), isRequired: $0 % 50 != 0) }
        let kept = expected.indices.filter { !(5_000..<9_000).contains($0) }
        let alignment = SequenceAlignment(expected: expected, recorded: kept.map { expected[$0].symbol })
        #expect(Self.cost(alignment, expected) == (5_000..<9_000).count { $0 % 50 != 0 })
        #expect(!alignment.isApproximate)
    }

    @Test("Long sequences with a few equal signals, by their anchors", arguments: 0..<4)
    func anchors(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        let expected = (0..<900).map { _ in
            Expected(symbol: Int32(random.next(below: 1_500)), isRequired: random.next(below: 20) > 0)
        }
        var recorded = expected.filter { $0.isRequired || random.next(below: 2) == 0 }.map(\.symbol)
        let clean = SequenceAlignment(expected: expected, recorded: recorded)
        #expect(Self.cost(clean, expected) == 0)
        recorded.removeSubrange(200..<260)
        recorded.insert(contentsOf: recorded[300..<310], at: 310)
        let alignment = SequenceAlignment(expected: expected, recorded: recorded)
        #expect(Self.isSound(alignment, expected, recorded))
        #expect(Self.cost(alignment, expected) == Self.cheapest(expected, recorded))
    }

    @Test("A long stretch of the same few signals is counted without order, and says so")
    func approximate() {
        let expected = (0..<6_000).map { Expected(symbol: Int32($0 % 2), isRequired: $0 != 0) }
        let recorded = expected.dropFirst(1).dropLast(3).map(\.symbol).reversed() + [0, 1, 0]
        let alignment = SequenceAlignment(expected: expected, recorded: Array(recorded))
        #expect(alignment.isApproximate)
    }
}

/// A small generator (SplitMix64), the same on any machine.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
