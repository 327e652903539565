/// Matches what was recorded with what was expected, as two sequences of the same market and side.
///
/// The order counts, the time does not. The cost of a matching is one for each expected element that must be
/// there and is not, and one for each recorded element that has no partner; an optional element that is not
/// there costs nothing. The cheapest matching is looked for in steps that repeat on what is left:
///
/// 1. An element that the other sequence does not have at all is settled: lost or surplus.
/// 2. Equal first (or last) elements are matched when the expected one must be there.
/// 3. What is small is solved by the full table, which is exact.
/// 4. In what is large, elements that stand exactly once on either side anchor it (the longest chain of
///    them in order); between two anchors it starts again.
///
/// So an hour of lost signals costs a pass over them and is counted exactly: the steps 1 to 3 give the
/// cheapest matching, and 4 does so too as long as nothing unique changed places. Only a long stretch of ever
/// the same few elements has neither anchors nor a table of bearable size: it is counted without its order,
/// and says so.
package struct SequenceAlignment {
    /// Up to so many cells the table comes before the anchors.
    static let smallTableCellsMax = 250_000
    /// The largest table, in cells (a byte each).
    static let tableCellsMax = 16_000_000

    package struct Expected {
        package var symbol: Int32
        package var isRequired: Bool
        /// Matched only when nothing else fits, as what was sent while nobody was connected.
        package var isUnlikely: Bool

        package init(symbol: Int32, isRequired: Bool, isUnlikely: Bool = false) {
            self.symbol = symbol
            self.isRequired = isRequired
            self.isUnlikely = isUnlikely
        }
    }

    private let expected: [Expected]
    private let recorded: [Int32]
    /// For each expected element its recorded partner, or -1.
    package private(set) var partners: [Int32]
    /// For each recorded element whether it has a partner.
    package private(set) var isMatched: [Bool]
    /// True when some stretch was counted without its order.
    package private(set) var isApproximate = false

    package init(expected: [Expected], recorded: [Int32]) {
        self.expected = expected
        self.recorded = recorded
        partners = Array(repeating: -1, count: expected.count)
        isMatched = Array(repeating: false, count: recorded.count)
        var open = [Stretch(expected: Array(expected.indices), recorded: Array(recorded.indices))]
        while let stretch = open.popLast() { open += solve(stretch) }
    }

    /// Positions that may still be matched with each other, rising.
    private struct Stretch {
        var expected: [Int]
        var recorded: [Int]
        var isEmpty: Bool { expected.isEmpty || recorded.isEmpty }
    }

    private mutating func match(_ position: Int, _ record: Int) {
        partners[position] = Int32(record)
        isMatched[record] = true
    }

    private mutating func solve(_ stretch: Stretch) -> [Stretch] {
        let rest = matchEnds(of: withoutStrangers(stretch))
        if rest.isEmpty { return [] }
        let cells = Self.cells(rest)
        if cells > Self.smallTableCellsMax {
            let anchors = anchors(of: rest)
            if !anchors.isEmpty { return split(rest, at: anchors) }
        }
        if cells <= Self.tableCellsMax { matchByTable(rest) } else { matchByCount(rest) }
        return []
    }

    private static func cells(_ stretch: Stretch) -> Int {
        let cells = (stretch.expected.count + 1).multipliedReportingOverflow(by: stretch.recorded.count + 1)
        return cells.overflow ? .max : cells.partialValue
    }

    private func withoutStrangers(_ stretch: Stretch) -> Stretch {
        let wanted = Set(stretch.expected.map { expected[$0].symbol })
        let there = Set(stretch.recorded.map { recorded[$0] })
        return Stretch(
            expected: stretch.expected.filter { there.contains(expected[$0].symbol) },
            recorded: stretch.recorded.filter { wanted.contains(recorded[$0]) })
    }

    private mutating func matchEnds(of stretch: Stretch) -> Stretch {
        var expectedRange = stretch.expected.startIndex..<stretch.expected.endIndex
        var recordedRange = stretch.recorded.startIndex..<stretch.recorded.endIndex
        func fits(_ position: Int, _ record: Int) -> Bool {
            expected[position].isRequired && expected[position].symbol == recorded[record]
        }
        while let i = expectedRange.first, let j = recordedRange.first,
            fits(stretch.expected[i], stretch.recorded[j])
        {
            match(stretch.expected[i], stretch.recorded[j])
            expectedRange = (i + 1)..<expectedRange.upperBound
            recordedRange = (j + 1)..<recordedRange.upperBound
        }
        while let i = expectedRange.last, let j = recordedRange.last,
            fits(stretch.expected[i], stretch.recorded[j])
        {
            match(stretch.expected[i], stretch.recorded[j])
            expectedRange = expectedRange.lowerBound..<i
            recordedRange = recordedRange.lowerBound..<j
        }
        return Stretch(
            expected: Array(stretch.expected[expectedRange]), recorded: Array(stretch.recorded[recordedRange])
        )
    }

    /// Pairs (offsets within the stretch) of symbols that stand once on either side, the longest rising
    /// chain of them.
    private func anchors(of stretch: Stretch) -> [(Int, Int)] {
        let wanted = onces(stretch.expected.map { expected[$0].symbol })
        let there = onces(stretch.recorded.map { recorded[$0] })
        var pairs: [(Int, Int)] = []
        for (offset, position) in stretch.expected.enumerated() {
            let symbol = expected[position].symbol
            if wanted[symbol] == offset, let other = there[symbol], other >= 0 {
                pairs.append((offset, other))
            }
        }
        return longestRise(pairs)
    }

    /// The offset of each symbol, or -1 when it stands there more than once.
    private func onces(_ symbols: [Int32]) -> [Int32: Int] {
        var offsets: [Int32: Int] = [:]
        for (offset, symbol) in symbols.enumerated() {
            offsets[symbol] = offsets[symbol] == nil ? offset : -1
        }
        return offsets
    }

    private func longestRise(_ pairs: [(Int, Int)]) -> [(Int, Int)] {
        var tails: [Int] = []
        var previous = Array(repeating: -1, count: pairs.count)
        for (index, pair) in pairs.enumerated() {
            var low = 0
            var high = tails.count
            while low < high {
                let middle = (low + high) / 2
                if pairs[tails[middle]].1 < pair.1 { low = middle + 1 } else { high = middle }
            }
            if low > 0 { previous[index] = tails[low - 1] }
            if low == tails.count { tails.append(index) } else { tails[low] = index }
        }
        var chain: [(Int, Int)] = []
        var at = tails.last ?? -1
        while at >= 0 {
            chain.append(pairs[at])
            at = previous[at]
        }
        return chain.reversed()
    }

    private mutating func split(_ stretch: Stretch, at anchors: [(Int, Int)]) -> [Stretch] {
        var gaps: [Stretch] = []
        var from = (0, 0)
        for anchor in anchors + [(stretch.expected.count, stretch.recorded.count)] {
            let gap = Stretch(
                expected: Array(stretch.expected[from.0..<anchor.0]),
                recorded: Array(stretch.recorded[from.1..<anchor.1]))
            if !gap.isEmpty { gaps.append(gap) }
            if anchor.0 < stretch.expected.count {
                match(stretch.expected[anchor.0], stretch.recorded[anchor.1])
            }
            from = (anchor.0 + 1, anchor.1 + 1)
        }
        return gaps
    }

    private enum Step: UInt8 { case match, skipExpected, skipRecorded }
    private static let missCost: Int32 = 1_000
    private static let unlikelyCost: Int32 = 1

    /// The full table: `cost[i][j]` is the cheapest way to settle everything from i and j on.
    private mutating func matchByTable(_ stretch: Stretch) {
        let width = stretch.recorded.count + 1
        var steps = Array(repeating: Step.skipRecorded.rawValue, count: (stretch.expected.count + 1) * width)
        var below = (0..<width).map { Int32(width - 1 - $0) * Self.missCost }
        for i in stretch.expected.indices.reversed() {
            let element = expected[stretch.expected[i]]
            let skipCost = element.isRequired ? Self.missCost : 0
            var row = below
            row[width - 1] = below[width - 1] + skipCost
            steps[i * width + width - 1] = Step.skipExpected.rawValue
            for j in stride(from: width - 2, through: 0, by: -1) {
                var best = row[j + 1] + Self.missCost
                var step = Step.skipRecorded
                if below[j] + skipCost <= best { (best, step) = (below[j] + skipCost, .skipExpected) }
                if element.symbol == recorded[stretch.recorded[j]] {
                    let cost = below[j + 1] + (element.isUnlikely ? Self.unlikelyCost : 0)
                    if cost <= best { (best, step) = (cost, .match) }
                }
                row[j] = best
                steps[i * width + j] = step.rawValue
            }
            below = row
        }
        follow(steps, width, stretch)
    }

    private mutating func follow(_ steps: [UInt8], _ width: Int, _ stretch: Stretch) {
        var (i, j) = (0, 0)
        while i < stretch.expected.count, j < stretch.recorded.count {
            switch Step(rawValue: steps[i * width + j]) {
            case .match:
                match(stretch.expected[i], stretch.recorded[j])
                i += 1
                j += 1
            case .skipExpected: i += 1
            default: j += 1
            }
        }
    }

    /// Without order: the required ones first, then the others.
    private mutating func matchByCount(_ stretch: Stretch) {
        isApproximate = true
        var waiting: [Int32: [Int]] = [:]
        for record in stretch.recorded.reversed() { waiting[recorded[record], default: []].append(record) }
        for required in [true, false] {
            for position in stretch.expected where expected[position].isRequired == required {
                if let record = waiting[expected[position].symbol]?.popLast() { match(position, record) }
            }
        }
    }
}
