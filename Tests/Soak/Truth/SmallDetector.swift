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
    case blockTimeIgnored
    case equalBlockTimeBlocks
    case regressionEndsWithTheNextFrame
    case blockTimeKeptOverReconnect
    case openInterestIgnored
    case capMustBeExceeded
    case capInContracts
    case termsIgnored
    case termsComparedWithTheLast
    case termsForgottenAtReconnect
    case haltIgnored
    case haltKeptForGood
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
    private var blockTime: Int64?
    private var wentBack = false
    private var openInterest: Int64?
    private var cap: Int64?
    private var firstTerms: TruthTerms?
    private var terms: TruthTerms?

    init(_ mutation: Mutation?) {
        self.mutation = mutation
    }

    mutating func reconnect() {
        let before = self
        self = SmallDetector(mutation)
        cap = before.cap
        if mutation != .termsForgottenAtReconnect {
            firstTerms = before.firstTerms
            terms = before.terms
        }
        if mutation == .blockTimeKeptOverReconnect { blockTime = before.blockTime }
        if mutation == .booksKeptOverReconnect {
            sides = before.sides
            oracle = before.oracle
            mark = before.mark
            bookAtMs = before.bookAtMs
            contextAtMs = before.contextAtMs
            average = before.average
        }
    }

    mutating func told(_ told: TruthTerms, capDollars: Int64) {
        cap = capDollars
        if mutation == .termsComparedWithTheLast { firstTerms = terms }
        firstTerms = firstTerms ?? told
        let wasHalted = terms?.isHalted ?? false
        terms = told
        if mutation == .haltKeptForGood, wasHalted { terms?.isHalted = true }
    }

    private mutating func note(blockMs: Int64) {
        if mutation == .regressionEndsWithTheNextFrame { wentBack = false }
        if let last = blockTime, blockMs < last || (blockMs == last && mutation == .equalBlockTimeBlocks) {
            wentBack = true
        }
        blockTime = max(blockTime ?? 0, blockMs)
    }

    /// Signals by side: buy first.
    mutating func take(_ update: TruthUpdate, atMs: Int64) -> [Found?] {
        var blocks: [Bool]
        switch update {
        case .bbo(let bid, let ask, let timeMs):
            sides = mutation == .sidesSwapped ? [bid, ask] : [ask, bid]
            if let timeMs { note(blockMs: timeMs) }
            bookAtMs = atMs
            blocks = gates(atMs)
            feedAverage(blocks)
            if mutation == .bboUpdatesIgnored { return [nil, nil] }
        case .ctx(let oracle, let mark, let openInterest):
            if oracle != self.oracle { oracleChangedAtMs = atMs }
            oracleBefore = self.oracle
            self.oracle = oracle
            self.mark = mark
            self.openInterest = openInterest
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
        return blocks + gatesOnTables() + [wentBack && mutation != .blockTimeIgnored]
    }

    private func gatesOnTables() -> [Bool] {
        var isOver = false
        if let cap, let openInterest, let mark {
            // Exact: the scripted case stands on the cap.
            let notional = openInterest / 1_000_000 * (mark / 1_000_000)
            isOver = mutation == .capMustBeExceeded ? notional > cap * 10_000 : notional >= cap * 10_000
            if mutation == .capInContracts { isOver = openInterest / 100_000_000 >= cap }
        }
        let isChanged = terms.map { now in
            firstTerms.map { $0.maxLeverage != now.maxLeverage || $0.fees != now.fees } ?? false
        }
        return [
            isOver && mutation != .openInterestIgnored,
            isChanged ?? false && mutation != .termsIgnored,
            terms?.isHalted ?? false && mutation != .haltIgnored,
        ]
    }

    private mutating func feedAverage(_ blocks: [Bool]) {
        let doubted = blocks[1...].contains(true)
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
