import SoakTruth

/// What a signal is compared by.
struct Found: Equatable {
    var pxE8: Int64
    var sizeE8: Int64
    var oraclePxE8: Int64
}

/// A way in which a detector, or a truth, can be wrong. Each must be noticed.
enum Mutation: CaseIterable {
    case thresholdMustBeExceeded
    case sidesSwapped
    case staleOracle
    case noDedupe
    case dedupeIgnoresSize
    case edgeRoundedBeforeComparing
    case booksKeptOverReconnect
    case lastEmittedKeptOverCrosses
    case costTakenTwice
    case contextUpdatesIgnored
    case bboUpdatesIgnored
    case bboAgeIgnored
    case contextAgeIgnored
    case markDivergenceIgnored
    case spreadShockIgnored
    case averageFedByBlockedFrames
    case ageByOracleChange
    case blockedCountsAsEmitted
}

/// The emission rule written down a second time, as plainly as it can be, with one place for each mutation.
/// Floating point, arrays by side, no tolerances: it shares no idea with the machine that it is held against.
struct SmallDetector {
    var mutation: Mutation?
    private var sides: [TruthLevel?] = [nil, nil]
    private var oracle: Int64?
    private var oracleBefore: Int64?
    private var mark: Int64?
    private var bookAtMs: Int64?
    private var contextAtMs: Int64?
    private var oracleChangedAtMs: Int64?
    private var average: Double?
    private var emitted: [Found?] = [nil, nil]

    init(_ mutation: Mutation?) {
        self.mutation = mutation
    }

    mutating func reconnect() {
        let before = self
        self = SmallDetector(mutation)
        if mutation == .booksKeptOverReconnect {
            sides = before.sides
            oracle = before.oracle
            mark = before.mark
            bookAtMs = before.bookAtMs
            contextAtMs = before.contextAtMs
            average = before.average
        }
    }

    /// Signals by side: buy first.
    mutating func take(_ update: TruthUpdate, atMs: Int64) -> [Found?] {
        var blocks: [Bool]
        switch update {
        case .bbo(let bid, let ask):
            sides = mutation == .sidesSwapped ? [bid, ask] : [ask, bid]
            bookAtMs = atMs
            blocks = gates(atMs)
            feedAverage(blocks)
            if mutation == .bboUpdatesIgnored { return [nil, nil] }
        case .ctx(let oracle, let mark):
            if oracle != self.oracle { oracleChangedAtMs = atMs }
            oracleBefore = self.oracle
            self.oracle = oracle
            self.mark = mark
            contextAtMs = atMs
            blocks = gates(atMs)
            if mutation == .contextUpdatesIgnored { return [nil, nil] }
        }
        return [find(0, blocks), find(1, blocks)]
    }

    private var spread: Double? {
        guard let ask = sides[0], let bid = sides[1] else { return nil }
        return abs(Double(ask.pxE8 - bid.pxE8))
    }

    private func gates(_ atMs: Int64) -> [Bool] {
        let contextSince = mutation == .ageByOracleChange ? oracleChangedAtMs : contextAtMs
        var blocks = [false, false, false, false]
        if let since = bookAtMs { blocks[0] = atMs - since > 60_000 && mutation != .bboAgeIgnored }
        if let since = contextSince { blocks[1] = atMs - since > 60_000 && mutation != .contextAgeIgnored }
        if let mark, let ask = sides[0], let bid = sides[1] {
            let mid = Double(ask.pxE8 + bid.pxE8) / 2
            blocks[2] = abs(Double(mark) - mid) / mid > 0.005 && mutation != .markDivergenceIgnored
        }
        if let spread, let average { blocks[3] = spread > 6 * average && mutation != .spreadShockIgnored }
        return blocks
    }

    private mutating func feedAverage(_ blocks: [Bool]) {
        let doubted = blocks[1] || blocks[2] || blocks[3]
        guard let spread, spread > 0, !doubted || mutation == .averageFedByBlockedFrames else { return }
        average = average.map { $0 + 0.05 * (spread - $0) } ?? spread
    }

    private mutating func find(_ side: Int, _ blocks: [Bool]) -> Found? {
        guard let level = sides[side], let now = oracle,
            let used = mutation == .staleOracle ? oracleBefore : now
        else {
            emitted[side] = nil
            return nil
        }
        let distance = side == 0 ? used - level.pxE8 : level.pxE8 - used
        guard pays(distance, used) else {
            if mutation != .lastEmittedKeptOverCrosses { emitted[side] = nil }
            return nil
        }
        let found = Found(pxE8: level.pxE8, sizeE8: level.sizeE8, oraclePxE8: used)
        if let last = emitted[side], mutation != .noDedupe {
            let sameSize = last.sizeE8 == found.sizeE8 || mutation == .dedupeIgnoresSize
            if last.pxE8 == found.pxE8, last.oraclePxE8 == found.oraclePxE8, sameSize { return nil }
        }
        if blocks.contains(true) {
            if mutation == .blockedCountsAsEmitted { emitted[side] = found }
            return nil
        }
        emitted[side] = found
        return found
    }

    private func pays(_ distance: Int64, _ oracle: Int64) -> Bool {
        switch mutation {
        case .thresholdMustBeExceeded: distance * 10_000 > oracle * 11
        case .costTakenTwice: distance * 10_000 >= oracle * 22
        case .edgeRoundedBeforeComparing:
            (Double(distance) / Double(oracle) * 1e6).rounded(.toNearestOrEven) >= 1_100
        default: distance * 10_000 >= oracle * 11
        }
    }
}
