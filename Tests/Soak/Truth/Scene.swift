import SoakTruth

/// A machine with one market and short words for what happens to it. Prices in whole hundredths: 100.00 is
/// 10_000, so that a hundredth is one bps of the oracle at 100.00.
struct Scene {
    var machine: TruthMachine
    private(set) var connection = 0
    private var realNs: Int64 = 0

    init(policy: TruthPolicy = TruthPolicy(), tolerances: TruthTolerances = TruthTolerances()) {
        machine = TruthMachine(markets: 2, policy: policy, tolerances: tolerances)
    }

    mutating func connect() {
        connection += 1
        machine.connected(connection, realNs: realNs)
        for channel in TruthChannel.allCases { machine.subscribed(channel, market: 0) }
    }

    mutating func lose(_ end: ConnectionEnd) { machine.lost(end, realNs: realNs) }

    /// Real time passes without anything being sent.
    mutating func pass(realMs: Int64) {
        realNs += realMs * 1_000_000
        machine.settle(realNs: realNs)
    }

    mutating func ctx(_ atMs: Int64, oracle: Int64 = 10_000, mark: Int64? = nil) {
        machine.sent(
            .ctx(oraclePxE8: oracle * 1_000_000, markPxE8: (mark ?? oracle) * 1_000_000), market: 0,
            atMs: atMs, realNs: realNs)
    }

    mutating func bbo(_ atMs: Int64, bid: Int64?, ask: Int64?, size: Int64 = 3) {
        machine.sent(Self.book(bid: bid, ask: ask, size: size), market: 0, atMs: atMs, realNs: realNs)
    }

    mutating func unsentCtx(_ atMs: Int64, oracle: Int64 = 10_000) {
        machine.streamed(
            .ctx(oraclePxE8: oracle * 1_000_000, markPxE8: oracle * 1_000_000), market: 0, atMs: atMs,
            realNs: realNs)
    }

    mutating func unsentBbo(_ atMs: Int64, bid: Int64?, ask: Int64?, size: Int64 = 3) {
        machine.streamed(Self.book(bid: bid, ask: ask, size: size), market: 0, atMs: atMs, realNs: realNs)
    }

    private static func book(bid: Int64?, ask: Int64?, size: Int64) -> TruthUpdate {
        func level(_ px: Int64) -> TruthLevel {
            TruthLevel(pxE8: px * 1_000_000, sizeE8: size * 100_000_000)
        }
        return .bbo(bid: bid.map(level), ask: ask.map(level))
    }

    /// Everything found so far, final now: `class side px` each, the price in hundredths.
    mutating func found() -> [String] {
        machine.finish()
        var texts: [String] = []
        while let signal = machine.takeSettled() {
            texts.append("\(signal.classed.rawValue) \(signal.side.rawValue) \(signal.bestPxE8 / 1_000_000)")
        }
        return texts
    }

    mutating func blocked(_ gate: TruthGate) -> Int { machine.counts.blocked(by: gate) }
}
