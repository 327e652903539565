package import DoDFormat

/// What became of each expected signal, and which recorded ones nobody expected.
package struct TruthComparison: Sendable {
    /// Named findings of each kind; the counts have all.
    static let namedMax = 50

    /// Of a class of expected signals: how many there were, and how many are in the files.
    package struct Tally: Hashable, Sendable {
        package var expected: Int64 = 0
        package var recorded: Int64 = 0
    }

    package private(set) var must = Tally()
    package private(set) var ambiguous = Tally()
    package private(set) var inFlight = Tally()
    package private(set) var away = Tally()
    package private(set) var lost: Int64 = 0
    package private(set) var invented: Int64 = 0
    package private(set) var doubled: Int64 = 0
    /// Recorded as often as expected, but not in its place.
    package private(set) var misplaced: Int64 = 0
    /// In words, with market, side and time.
    package private(set) var named: [String] = []
    /// Sequences of which a stretch was counted without its order.
    package private(set) var approximate: [MarketSide] = []

    package init() {}

    package init(truth: [TruthSignal], recorded: [MarketSide: [RecordedSignal]]) {
        var expected: [MarketSide: [TruthSignal]] = [:]
        for signal in truth { expected[signal.key, default: []].append(signal) }
        for key in Set(expected.keys).union(recorded.keys).sorted() {
            compare(key, expected[key] ?? [], recorded[key] ?? [])
        }
    }

    /// Adds another run's.
    package mutating func merge(_ other: TruthComparison) {
        for path in [\TruthComparison.must, \.ambiguous, \.inFlight, \.away] {
            self[keyPath: path].expected += other[keyPath: path].expected
            self[keyPath: path].recorded += other[keyPath: path].recorded
        }
        lost += other.lost
        invented += other.invented
        doubled += other.doubled
        misplaced += other.misplaced
        named += other.named.prefix(Self.namedMax)
        approximate += other.approximate
    }

    /// What a signal is known by: prices and size, never its time.
    private struct Content: Hashable {
        var best: Amount
        var bestSize: Amount
        var oracle: Amount
    }

    private mutating func compare(_ key: MarketSide, _ truth: [TruthSignal], _ recorded: [RecordedSignal]) {
        var symbols: [Content: Int32] = [:]
        func symbol(_ content: Content) -> Int32 {
            if let known = symbols[content] { return known }
            symbols[content] = Int32(symbols.count)
            return Int32(symbols.count - 1)
        }
        let expected = truth.map { signal in
            SequenceAlignment.Expected(
                symbol: symbol(Content(best: signal.best, bestSize: signal.bestSize, oracle: signal.oracle)),
                isRequired: signal.kind == .must, isUnlikely: signal.kind == .away)
        }
        let found = recorded.map { symbol(Content(best: $0.best, bestSize: $0.bestSize, oracle: $0.oracle)) }
        let alignment = SequenceAlignment(expected: expected, recorded: found)
        if alignment.isApproximate { approximate.append(key) }
        var unmet: [Int32: Int] = [:]
        for (index, signal) in truth.enumerated() {
            let isRecorded = alignment.partners[index] >= 0
            add(signal, isRecorded: isRecorded, key)
            if !isRecorded { unmet[expected[index].symbol, default: 0] += 1 }
        }
        let known = Set(expected.map(\.symbol))
        for (index, signal) in recorded.enumerated() where !alignment.isMatched[index] {
            if !known.contains(found[index]) {
                invented += 1
                name("INVENTED", key, signal)
            } else if unmet[found[index], default: 0] > 0 {
                unmet[found[index]]! -= 1
                misplaced += 1
                name("OUT OF PLACE", key, signal)
            } else {
                doubled += 1
                name("DOUBLED", key, signal)
            }
        }
    }

    private mutating func add(_ signal: TruthSignal, isRecorded: Bool, _ key: MarketSide) {
        let one: Int64 = isRecorded ? 1 : 0
        switch signal.kind {
        case .must:
            must.expected += 1
            must.recorded += one
            guard !isRecorded else { return }
            lost += 1
            name(
                "LOST \(key) sent \(ISOTime.text(signal.sentMS)) (\(signal.sentMS)), best \(signal.best), size \(signal.bestSize), oracle \(signal.oracle)"
            )
        case .ambiguous:
            ambiguous.expected += 1
            ambiguous.recorded += one
        case .inFlight:
            inFlight.expected += 1
            inFlight.recorded += one
        case .away:
            away.expected += 1
            away.recorded += one
        }
    }

    private mutating func name(_ what: String, _ key: MarketSide, _ signal: RecordedSignal) {
        name(
            "\(what) \(key) recorded \(ISOTime.text(signal.timestampMS)) (\(signal.timestampMS)), best \(signal.best), size \(signal.bestSize), oracle \(signal.oracle)"
        )
    }

    private mutating func name(_ words: @autoclosure () -> String) {
        if named.count < Self.namedMax { named.append(words()) }
    }
}
